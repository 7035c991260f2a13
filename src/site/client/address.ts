/** What a reader chose on a page stands in its address; each part changes its own parameters and leaves the others. */

/** @param values parameters of the address; an empty one is left out */
export function changeAddress(values: Record<string, string>): void {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
  }
  const text = parameters.toString();
  history.replaceState(null, '', `${location.pathname}${text === '' ? '' : `?${text}`}${location.hash}`);
}
