// A stage as the tests see it: through the element's own methods and properties, as any page could.

import { expect, type Locator, type Page } from '@playwright/test';
import type { QuorateStage } from '../../element';
import type { RaftNode } from '../../protocols/raft/types';
import type { View } from '../../types';

export class Stage {
  readonly element: Locator;

  constructor(
    readonly page: Page,
    selector = 'quorate-stage',
  ) {
    this.element = page.locator(selector);
  }

  /** Calls into the element, once its run is there. */
  do<Given, Result>(work: (stage: QuorateStage, given: Given) => Result, given: Given): Promise<Awaited<Result>> {
    // Written together here: a page with a policy makes no function of a text.
    const waits = new Function('stage', 'given', `return stage.ready.then(() => (${work})(stage, given))`);
    return this.element.evaluate(waits as () => Promise<Awaited<Result>>, given as never);
  }

  ready(): Promise<void> {
    return this.do(() => undefined, null);
  }
  seek(ms: number): Promise<void> {
    return this.do((stage, ms) => stage.seek(ms), ms);
  }
  command(...lines: string[]): Promise<void> {
    return this.do((stage, lines) => {
      for (const line of lines) stage.command(line);
    }, lines);
  }
  view(): Promise<View> {
    return this.do((stage) => stage.view as View, null);
  }
  now(): Promise<number> {
    return this.do((stage) => stage.currentTime, null);
  }
  script(): Promise<string> {
    return this.do((stage) => stage.script, null);
  }

  /** Opens a tab of the column; the page of a test is too low for logs of their own place. */
  async show(tab: string): Promise<void> {
    await this.element.getByRole('tab', { name: tab }).click();
  }

  /** Opens the menu at a node as keys do; the middle of what a node is made of may be beside its disc. */
  async menu(node: string): Promise<Locator> {
    await this.element.locator(`[data-node="${node}"]`).focus();
    await this.page.keyboard.press('Enter');
    return this.element.getByRole('menu');
  }

  /** Shows a node in full: the last item of its menu. */
  async select(node: string): Promise<void> {
    const menu = await this.menu(node);
    await menu.getByRole('menuitem').last().click();
  }

  /** Plays on, in moments so small that nothing is missed, until it is so. */
  async until(what: string, isSo: (view: View) => boolean, patience = 3000): Promise<View> {
    const found = await this.do(
      (stage, [source, patience]) => {
        const isSo = new Function(`return (${source})(...arguments)`);
        const end = stage.currentTime + patience;
        while (!isSo(stage.view)) {
          if (stage.currentTime >= end) return null;
          stage.seek(stage.currentTime + 1);
        }
        return stage.view;
      },
      [isSo.toString(), patience] as const,
    );
    expect(found, `within ${patience} ms: ${what}`).not.toBeNull();
    return found as View;
  }

  /** Lets the picture follow: two frames, as the first may have begun before. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    );
  }
}

/** The page, with a run that waits to be played by the test. */
export async function open(page: Page, hash = ''): Promise<Stage> {
  await page.addInitScript(() => {
    const wait = () => document.querySelector('quorate-stage')?.removeAttribute('autoplay');
    new MutationObserver(wait).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`./#${hash}`);
  const stage = new Stage(page);
  await stage.ready();
  return stage;
}

/** As the page remembers it. Before the page is opened. */
export async function chooseTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.addInitScript((theme) => localStorage.setItem('quorate-theme', theme), theme);
}

export function raftNodes(view: View): readonly RaftNode[] {
  return view.nodes.filter((node) => node.kind === 'raft');
}

export function leaders(view: View): readonly RaftNode[] {
  return raftNodes(view).filter((node) => node.role === 'leader');
}
