/**
 * The page in a frame of another page, as of a slide. What is around it asks by messages and is told by messages, of the version
 * below; only the window around the frame is heard, and only if it is of the origin that it said it has. Loaded in a frame alone.
 */

import { ATTRIBUTES, RUN_ATTRIBUTES } from './attributes';
import { EVENTS } from './constants';
import type { QuorateStage, StageError } from './element';

/** Goes up when a message means something else than before. */
const VERSION = 1;

/** What belongs to one run: another run is asked for without those that are not said. */
const OF_ONE_RUN: readonly string[] = [...RUN_ATTRIBUTES, 'step', 'from', 'to'];

/** A page from a disk has no origin that could be told from others: browsers write it in these ways. */
const NO_ORIGIN: readonly string[] = ['null', 'file://'];

/** What reveal.js tells every frame on its slides. */
const REVEAL_STARTS = 'slide:start';
const REVEAL_STOPS = 'slide:stop';

interface GuestRequest {
  readonly [name: string]: unknown;
}

/** The stage, as far as it is asked for. */
type Host = Pick<
  QuorateStage,
  | 'play'
  | 'pause'
  | 'seek'
  | 'next'
  | 'back'
  | 'command'
  | 'share'
  | 'ready'
  | 'shown'
  | 'currentTime'
  | 'duration'
  | 'paused'
  | 'ended'
  | 'lesson'
  | 'step'
  | 'steps'
> &
  Pick<HTMLElement, 'addEventListener' | 'removeEventListener' | 'setAttribute' | 'removeAttribute'>;

/** The window around the frame. */
type WindowAround = Pick<Window, 'postMessage'>;

/** What may be asked for, under its name. What each gives is the answer. */
const REQUESTS: Readonly<Record<string, (stage: Host, asked: GuestRequest, loads: Loads) => unknown>> = {
  play: (stage) => stage.play(),
  pause: (stage) => stage.pause(),
  next: (stage) => stage.next(),
  back: (stage) => stage.back(),
  seek: (stage, { ms }) => stage.seek(ms as number),
  command: (stage, { line }) => stage.command(line as string),
  share: (stage) => stage.share(),
  load: (_, { attributes }, loads) => loads.load(attributes),
};

/** Of a window around whose origin nobody knows nothing is heard. */
export function beginGuest(stage: QuorateStage, named: string | null): void {
  const origin = originAround(named, document.referrer, location.protocol);
  if (window.parent === window || origin === null) return;
  const guest = new Guest(stage, window.parent, origin);
  guest.tellEvents();
  const hear = (message: MessageEvent) => void guest.hear(message);
  addEventListener('message', hear);
  // What was said before this was there (`scripts/heard-early.mjs`), which goes on to listen, and keeps nothing from now on.
  const { quorateHeard: heard } = window as { readonly quorateHeard?: MessageEvent[] };
  heard?.splice(0).forEach(hear);
  if (heard) heard.push = () => 0;
  // What the stage uses has been stopped before it comes here.
  addEventListener('keydown', (event) => guest.handBack(event));
  void stage.ready.then(
    () => guest.tell('ready', null),
    () => {},
  );
}

/** `named`: in the address. `null`: nobody knows. */
export function originAround(named: string | null, referrer: string, own: string): string | null {
  if (named !== null) return NO_ORIGIN.includes(named) ? 'null' : originOf(named);
  if (referrer !== '') return new URL(referrer).origin;
  return own === 'file:' ? 'null' : null;
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}

export class Guest {
  /** The page around is a deck of reveal.js, which takes keys by messages of its own. */
  private isInReveal = false;
  private readonly loads: Loads;

  constructor(
    private readonly stage: Host,
    private readonly around: WindowAround,
    private readonly origin: string,
  ) {
    this.loads = new Loads(stage);
  }

  async hear({ source, origin, data }: Pick<MessageEvent<unknown>, 'source' | 'origin' | 'data'>): Promise<void> {
    if (source !== this.around || (NO_ORIGIN.includes(origin) ? 'null' : origin) !== this.origin) return;
    if (data === REVEAL_STARTS || data === REVEAL_STOPS) {
      this.isInReveal = true;
      await this.stage.shown;
      if (data === REVEAL_STARTS) this.stage.play();
      else this.stage.pause();
    } else if (isRequest(data)) {
      const answer = await this.answer(data).then(
        (result) => ({ result }),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      this.post({ id: data.id, ...answer });
    }
  }

  private async answer(asked: GuestRequest): Promise<unknown> {
    const { stage } = this;
    const name = String(asked.do);
    const request = Object.hasOwn(REQUESTS, name) ? REQUESTS[name] : undefined;
    if (!request) throw new Error(`"do" is one of ${Object.keys(REQUESTS).join(', ')}, not ${name}`);
    // Another run may be asked for in place of one that cannot be loaded.
    if (name !== 'load') await stage.ready;
    const given = await request(stage, asked, this.loads);
    if (given !== undefined) return given;
    const { currentTime, duration, paused, ended, lesson, step, steps } = stage;
    return { currentTime, duration, paused, ended, lesson, step, steps: steps?.length ?? null };
  }

  tellEvents(): void {
    for (const name of Object.values(EVENTS))
      this.stage.addEventListener(name, (event) => this.tell(name, (event as CustomEvent<unknown>).detail));
  }

  tell(event: string, detail: unknown): void {
    this.post({ event, detail });
  }

  /** The remote of a deck sends keys to where somebody has pressed last. */
  handBack(pressed: KeyboardEvent): void {
    const { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat } = pressed;
    if (pressed.defaultPrevented || pressed.isComposing) return;
    this.post({ event: 'key', key, code, shiftKey, ctrlKey, altKey, metaKey, repeat });
    // It asks for the number of the key, and cannot be told of others that are held.
    if (this.isInReveal && !ctrlKey && !altKey && !metaKey)
      this.send(JSON.stringify({ method: 'triggerKey', args: [pressed.keyCode] }));
  }

  private post(message: object): void {
    this.send({ quorate: VERSION, ...message });
  }

  private send(message: unknown): void {
    this.around.postMessage(message, this.origin === 'null' ? '*' : this.origin);
  }
}

function isRequest(data: unknown): data is GuestRequest {
  return typeof data === 'object' && data !== null && (data as GuestRequest).quorate === VERSION && 'do' in data;
}

/** Other runs that are asked for. Of two at once the later one comes, and each is told what became of its own. */
class Loads {
  /** Answers whoever waits for a run that will not come any more. */
  private overtake = (): void => {};

  constructor(private readonly stage: Host) {}

  /** Another run, or other settings, in the words of the element's attributes; `null` takes one away. */
  async load(attributes: unknown): Promise<void> {
    if (typeof attributes !== 'object' || attributes === null)
      throw new Error('"load" takes "attributes", such as { "speed": 1, "loop": true }');
    const wanted = attributes as GuestRequest;
    const unknown = Object.keys(wanted).find((name) => !(ATTRIBUTES as readonly string[]).includes(name));
    if (unknown !== undefined) throw new Error(`there is no attribute ${unknown}; there are ${ATTRIBUTES.join(', ')}`);
    const isOther = RUN_ATTRIBUTES.some((name) => name in wanted);
    if (isOther) this.overtake();
    const refused = this.set(wanted, isOther);
    if (isOther) refused.push(...(await this.refusedRun()));
    else await this.stage.shown;
    if (refused.length > 0) throw new Error(refused.join('; '));
  }

  /** Gives what of that is not possible. */
  private set(wanted: GuestRequest, isOther: boolean): string[] {
    const { stage } = this;
    const refused: string[] = [];
    const onError = (event: Event) => refused.push(messageOf(event));
    stage.addEventListener(EVENTS.error, onError);
    for (const name of ATTRIBUTES) {
      const value = name in wanted ? wanted[name] : isOther && OF_ONE_RUN.includes(name) ? null : undefined;
      if (value === null || value === false) stage.removeAttribute(name);
      else if (value !== undefined) stage.setAttribute(name, value === true ? '' : String(value));
    }
    stage.removeEventListener(EVENTS.error, onError);
    return refused;
  }

  /** Waits until the run is shown; gives why it is not. */
  private async refusedRun(): Promise<readonly string[]> {
    const { stage } = this;
    const refused: string[] = [];
    const onError = (event: Event) => {
      // What a setting of a later request may not be is its own matter.
      if (detailOf(event).reason !== 'attribute') refused.push(messageOf(event));
    };
    const overtaken = new Promise<never>((_, reject) => {
      this.overtake = () => reject(new Error('another run was asked for before this one was shown'));
    });
    stage.addEventListener(EVENTS.error, onError);
    try {
      await Promise.race([stage.shown, overtaken]);
    } finally {
      stage.removeEventListener(EVENTS.error, onError);
    }
    return refused;
  }
}

function detailOf(event: Event): StageError {
  return (event as CustomEvent<StageError>).detail;
}

function messageOf(event: Event): string {
  return detailOf(event).message;
}
