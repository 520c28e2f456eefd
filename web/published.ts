/** The view as other pages read it: flights also have what their protocol's paper calls their era. */

import { depictionOf } from './protocols/registry';
import type { View } from './types';

const known = new WeakMap<View, View>();

/** The same object for the same view. */
export function published(view: View): View {
  const { eraName } = depictionOf(view.protocol);
  if (eraName === undefined) return view;
  const made = known.get(view) ?? withEra(view, eraName);
  known.set(view, made);
  return made;
}

function withEra(view: View, name: string): View {
  const flights = view.flights.map((flight) => Object.freeze({ ...flight, [name]: flight.era }));
  return Object.freeze({ ...view, flights: Object.freeze(flights) });
}
