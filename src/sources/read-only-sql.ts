/**
 * Why a statement from the settings may not be run, or null when it only reads. The session is read-only as well; this
 * catches what that lets through: writing files, locking rows, waiting.
 */
export function readOnlyProblem(sql: string): string | null {
  const bare = withoutTextAndComments(sql).trim().replace(/;$/, '');
  if (bare.includes(';')) return '只能是一条语句';
  if (!/^(select|with)\b/i.test(bare)) return '只能是 SELECT 查询';
  // `/*! … */` is run by MySQL, so it may not pass as a comment.
  if (sql.includes('/*!') || sql.includes('/*M!')) return '不能有可执行注释';
  const forbidden =
    /\b(into\s+(outfile|dumpfile|@)|for\s+(update|share)|lock\s+in\s+share|insert|update|delete|replace\s+into|drop|alter|create|truncate|grant|call|load_file|sleep|benchmark|get_lock)\b/i;
  const found = forbidden.exec(bare)?.[0];
  return found === undefined ? null : `不能使用 ${found.replace(/\s+/g, ' ')}`;
}

/** Strings and quoted names become empty, so that a word inside them is not taken for a command. */
function withoutTextAndComments(sql: string): string {
  return sql
    .replace(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`/gs, "''")
    .replace(/--[ \t].*$|#.*$/gm, ' ')
    .replace(/\/\*.*?\*\//gs, ' ');
}
