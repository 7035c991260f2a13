/** What makes a contract's data unusable: every file, every value and every contradiction at once. Pure. */
import type { UserError } from '../../contract/error.ts';
import type { InspectedContract } from '../../workspace/store/inspect-contract.ts';
import { withoutOught } from '../../workspace/text/issue-text.ts';
import type { Finding } from './finding.ts';

/** A message of another command as one finding. */
export function errorFinding(cause: Finding['cause'], file: string, { summary, place }: UserError): Finding {
  return {
    cause,
    file: place.file ?? file,
    what: summary,
    where: place.at ?? '文件',
    ...(place.found === undefined ? {} : { found: place.found }),
    ...(place.expected === undefined ? {} : { expected: place.expected }),
  };
}

/** All that keeps the contract from being loaded. */
export function dataFindings({ unreadable, issues, contradictions }: InspectedContract): Finding[] {
  return [
    ...unreadable.map(({ file, error }) => errorFinding('unreadable', file, error)),
    ...issues.flatMap(({ file, rows, total }) => [
      ...rows.map(
        ({ summary, at, field, found, expected }): Finding => ({
          ...{
            cause: 'value',
            file,
            what: `${field === '' ? '文件' : field}：${summary}`,
            where: at === '' ? '文件开头' : at,
          },
          ...{ found, expected },
        }),
      ),
      ...(total > rows.length
        ? [{ cause: 'value' as const, file, what: '其余没有逐条列出', where: `另有 ${total - rows.length} 处` }]
        : []),
    ]),
    ...contradictions.map(
      ({ file, at, found, expected }): Finding => ({
        ...{ cause: 'contradiction', file, what: `${withoutRows(at)}：应为${withoutOught(expected)}` },
        ...{ where: at, found, expected },
      }),
    ),
  ];
}

/** `assets[3].host` → `assets[].host` */
const withoutRows = (at: string): string => at.replace(/\[\d+\]/g, '[]');
