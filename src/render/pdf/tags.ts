/**
 * The tags of a Chromium PDF without empty shells: around each piece of text stands an element NonStruct, which by ISO 32000-1 (14.8.4.2)
 * means nothing itself and whose content counts as its parent's. So the parent takes it over, in its place among the others, where both
 * are on one page; two in five objects are gone.
 */

/** As Chromium writes it: parent, page, marked content. */
const SHELL = /^<<\/Type \/StructElem\n\/S \/NonStruct\n\/P (\d+) 0 R\n\/Pg (\d+ 0 R)\n\/K (\d+)>>$/;
const BEGIN = '<</Type /StructElem\n/S /NonStruct\n';
const [PAGE, CONTENT] = ['\n/Pg ', '\n/K '];

/**
 * Merges shells into their parents. What refers to a shell, that is the table that leads from content to tags, must refer to the parent.
 * @param bodies objects without stream by number; changed in place
 * @returns for each shell that is gone the element that has its content
 */
export function withoutShells(bodies: Map<number, string>): Map<number, number> {
  const merged = new Map<number, number>();
  for (const [number, body] of bodies) {
    const shell = body.startsWith(BEGIN) ? SHELL.exec(body) : null;
    if (shell === null) continue;
    const [, parent = '', page = '', content = ''] = shell;
    const own = bodies.get(Number(parent));
    const taken = own === undefined ? null : takenOver(own, `${number} 0 R`, page, content);
    if (taken === null) continue;
    bodies.set(Number(parent), taken);
    merged.set(number, Number(parent));
  }
  for (const number of merged.keys()) bodies.delete(number);
  for (const [shell, parent] of merged) merged.set(shell, lastOf(merged, parent));
  return merged;
}

/** The parent with the content in place of the shell; null: it is on another page, or not as expected. */
function takenOver(own: string, shell: string, page: string, content: string): string | null {
  const list = own.indexOf(CONTENT);
  let at = list;
  do at = own.indexOf(shell, at + 1);
  while (at !== -1 && own[at - 1] !== ' ' && own[at - 1] !== '[');
  if (list === -1 || at === -1) return null;
  const rest = `${content}${own.slice(at + shell.length)}`;
  const place = own.indexOf(PAGE);
  if (place === -1) return `${own.slice(0, list)}${PAGE}${page}${own.slice(list, at)}${rest}`;
  return own.startsWith(`${page}\n`, place + PAGE.length) ? `${own.slice(0, at)}${rest}` : null;
}

/** A shell in a shell in an element: the element. */
function lastOf(merged: ReadonlyMap<number, number>, number: number): number {
  let last = number;
  for (let next = merged.get(last); next !== undefined; next = merged.get(last)) last = next;
  return last;
}
