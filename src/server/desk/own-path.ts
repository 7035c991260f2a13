/** Where to go after a sign-in. */

/** The path when it is one of this server; else the desk: never an address elsewhere. */
export function ownPath(path: string | undefined): string {
  if (path === undefined || !/^\/(?![/\\])/.test(path)) return '/desk/';
  const url = URL.parse(path, 'http://desk.invalid');
  return url?.host === 'desk.invalid' ? `${url.pathname}${url.search}` : '/desk/';
}
