/** One sentence over several readings: what they say alike is said once. Pure. */

/**
 * `甲：X；乙：Y；结论`; readings that say the same stand together, `“甲”“乙”：X；“丙”：Y；结论`, and where all do, their names are not told:
 * `X，各起算口径结果相同`.
 * @param told each reading by its name, with its own sentence; at least one
 * @param conclusion what follows from all of them @param alike what is said instead where all say the same: `各起算口径结果相同`
 */
export function toldOver(told: readonly { label: string; text: string }[], conclusion: string, alike: string): string {
  const groups = [...Map.groupBy(told, ({ text }) => text)];
  const [first] = groups;
  if (first !== undefined && groups.length === 1) return `${first[0]}，${alike}`;
  const named = (own: readonly { label: string }[]): string =>
    own.length === 1 ? (own[0]?.label ?? '') : own.map(({ label }) => `“${label}”`).join('');
  return `${groups.map(([text, own]) => `${named(own)}：${text}`).join('；')}；${conclusion}`;
}
