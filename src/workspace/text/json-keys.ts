/** The same key twice in one object: JSON takes the second and says nothing. */

/**
 * @param text valid JSON
 * @returns the position of the first key that its object has already; undefined when there is none
 */
export function doubledKey(text: string): number | undefined {
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{') open.push(new Set());
    else if (found === '[') open.push(null);
    else if (found === '}' || found === ']') open.pop();
    else if (/^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + MOST_SPACE))) {
      const keys = open.at(-1);
      const key = JSON.parse(found) as string;
      if (keys?.has(key) === true) return match.index;
      keys?.add(key);
    }
  }
  return undefined;
}

/** White space that stands between a key and its colon. */
const MOST_SPACE = 100;
