/** What the user manual tells people to run, so that tests run exactly that. */
import { readFileSync } from 'node:fs';

const ACCOUNTS = 'knowledge-base/manual/06-read-only-accounts.md';

/** First code block under a heading of the page about read-only accounts. @throws Error when there is none */
function blockUnder(heading: string): string {
  const [, section = ''] = readFileSync(ACCOUNTS, 'utf8').split(`## ${heading}\n`);
  const block = /```\w+\n([\s\S]*?)```/.exec(section.split('\n## ')[0] ?? '')?.[1];
  if (block === undefined) throw new Error(`no code block under "${heading}" of ${ACCOUNTS}`);
  return block;
}

/** The manual's statements with an account of the test's own in place of the example. */
export function accountStatements(heading: string, account: { user: string; password: string }): string {
  return blockUnder(heading)
    .replaceAll(/'opsledger\w*'@'10\.0\.0\.5'/g, `'${account.user}'@'127.0.0.1'`)
    .replaceAll('此处为随机口令', account.password);
}

/** The manual's `ACL SETUSER` as arguments of redis-cli. */
export function aclArguments(heading: string, account: { user: string; password: string }): string[] {
  const line = blockUnder(heading).trim().split('\n')[0] ?? '';
  return line.replace('opsledger', account.user).replace('此处为随机口令', account.password).split(' ');
}
