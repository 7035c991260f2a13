/** Where to go after a sign-in. */

const DESK = '/desk/';
/** What two signs at the beginning lead to is another server. */
const HERE = /^\/(?![/\\])/;

/** The path when it is one of this server; else the desk: never an address elsewhere. */
export function ownPath(path: string | undefined): string {
  if (path === undefined || !HERE.test(path)) return DESK;
  const url = URL.parse(path, 'http://desk.invalid');
  if (url?.host !== 'desk.invalid') return DESK;
  // Dots that were taken out may have left such a beginning: `/.//elsewhere`.
  const own = `${url.pathname}${url.search}`;
  return HERE.test(own) ? own : DESK;
}
