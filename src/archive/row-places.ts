/** Places of rows in a list, as text such as `0-12,15`. Pure: a browser reads them, too. */

/** More rows than this name no list of ours: a damaged manifest must not fill the memory. */
const MOST_ROWS = 1_000_000;

/** Places from text such as `0-12,15`. */
export function placesOf(rows: string): number[] {
  const places: number[] = [];
  for (const part of rows.split(',')) {
    const [from = 0, to = from] = part.split('-').map(Number);
    if (to - from + places.length > MOST_ROWS) return [MOST_ROWS];
    for (let place = from; place <= to; place += 1) places.push(place);
  }
  return places;
}

/** Text of places, which are in rising order; see `placesOf`. */
export function placesText(places: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const place of places) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] + 1 === place) last[1] = place;
    else parts.push([place, place]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
