import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { print, say, shared, sharedOptions, withSession } from '../context.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'search', group: '站点、检索、核验', order: 720, add: searchCommand });

/** `search QUESTION…` */
function searchCommand(program: Command): void {
  sharedOptions(program.command('search').argument('<问题...>', '要查的话，不必加空格'))
    .description('查知识库与文档，与站点的搜索相同')
    .option('--limit <条数>', '最多几条', '10')
    .addHelpText('after', '\n示例：\n  opsledger search 服务器负载过高')
    .action(async (words: string[], options: Record<string, unknown>) => {
      const common = shared(options);
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1) {
        throw new UserError('条数不对', { at: '--limit', found: String(options.limit), expected: '1 以上的整数' });
      }
      const { searchWorkspace } = await import('../../pipeline/publish/search.ts');
      const { results, farOff, lacking, missing, notYet } = await withSession(common, (session) =>
        searchWorkspace(session, words.join(' '), common.now, limit),
      );
      const answer = {
        results: results.map(({ url, title, kind, score }) => ({ url, title, kind, score })),
        farOff,
        missing,
      };
      if (notYet !== null) say(notYet);
      print(common, answer, [
        ...(missing === null ? [] : [missing, '']),
        ...adviceOf(results, farOff, lacking),
        ...reviewedFirst(results).flatMap(linesOf),
      ]);
    });
}

function adviceOf(results: readonly unknown[], farOff: boolean, lacking: string): string[] {
  if (results.length === 0) return ['没有找到；换一种说法，或少写几个字'];
  if (!farOff) return [];
  return [`没有直接说到这件事的内容${lacking}；以下只有个别字词相符，换一种说法，或只写关键的词`, ''];
}

const linesOf = (found: Found & { url: string; snippet: readonly { text: string }[] }): string[] => [
  titleOf(found),
  `  ${found.snippet.map(({ text }) => text).join('')}`,
  `  ${found.url}`,
];

type Found = { title: string; kind: string };
const isDraft = ({ kind }: Found): boolean => kind === 'consultation';
/** Answers that nobody has written up yet stand below what was reviewed, as on the site. */
const reviewedFirst = <T extends Found>(results: readonly T[]): T[] =>
  results.toSorted((a, b) => Number(isDraft(a)) - Number(isDraft(b)));
const titleOf = (found: Found): string => `${found.title}${isDraft(found) ? '（待整理）' : ''}`;
