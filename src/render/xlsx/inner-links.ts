/**
 * Links within a workbook as the format has them (ECMA-376, 18.3.1.47): by their place alone. The library writes each also as a link to
 * the outside, in a file of its own beside every sheet, a fifth of the workbook.
 */

const SHEET = /^xl\/worksheets\/(sheet\d+)\.xml$/;
const LINK = /(<hyperlink [^>]*?) r:id="([^"]*)"([^>]*? location=")#/g;
const RELATION = /<Relationship [^>]*\/>/g;

/** Changes the files of a workbook in place. @param entries by path; folders, which nothing needs, are left out */
export function withInnerLinks(entries: Record<string, Uint8Array>): void {
  for (const path of Object.keys(entries)) {
    if (path.endsWith('/')) delete entries[path];
    const sheet = SHEET.exec(path)?.[1];
    if (sheet === undefined) continue;
    const bytes = Buffer.from(entries[path] as Uint8Array);
    // The cells before are nearly all of it, and stay as they are.
    const begin = bytes.indexOf('<hyperlinks>');
    if (begin === -1) continue;
    const inner = new Set<string>();
    const links = bytes.toString('utf8', begin).replace(LINK, (_, before: string, id: string, after: string) => {
      inner.add(id);
      return before + after;
    });
    if (inner.size === 0) continue;
    entries[path] = Buffer.concat([bytes.subarray(0, begin), Buffer.from(links)]);
    const relations = `xl/worksheets/_rels/${sheet}.xml.rels`;
    const rest = Buffer.from(entries[relations] ?? [])
      .toString()
      .replace(RELATION, (one) => (inner.has(/ Id="([^"]*)"/.exec(one)?.[1] ?? '') ? '' : one));
    if (rest.includes('<Relationship ')) entries[relations] = Buffer.from(rest);
    else delete entries[relations];
  }
}
