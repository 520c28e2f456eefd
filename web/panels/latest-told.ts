/** The one line that stands for all events, where these would draw the eye away. */

import { isTold } from '../lesson-focus';
import type { Model } from '../model';
import type { EventView } from '../types';

/** What happened last that is worth a line. */
export function latestTold(model: Pick<Model, 'events' | 'view' | 'walk'>): EventView | undefined {
  return model.events.findLast((event) => event.milestone && event.at <= model.view.now && isTold(event, model));
}
