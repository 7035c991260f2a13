/** Text that a script writes into a page, in which no day, time or number is broken at its hyphens. */
import { wholeParts } from '../../wording/whole.ts';

/** Longest number that is kept on one line: what somebody typed may be longer than the line. */
const LONGEST = 30;

/** The text as nodes, to be appended. */
export function wholeText(content: string): DocumentFragment {
  const made = document.createDocumentFragment();
  made.append(
    ...wholeParts(content).map(({ text, whole }) => {
      if (!whole || text.length > LONGEST) return document.createTextNode(text);
      const part = document.createElement('span');
      part.className = 'ol-whole';
      part.textContent = text;
      return part;
    }),
  );
  return made;
}
