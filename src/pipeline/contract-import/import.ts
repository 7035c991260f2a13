/** `opsledger contract import`: a first draft of `contract.yaml` from the paper; a person decides what becomes of it. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { sha256 } from '../../archive/digest.ts';
import { UserError } from '../../contract/error.ts';
import { contractSchema } from '../../contract/terms/contract.ts';
import { obligationsFileSchema } from '../../contract/terms/obligations.ts';
import {
  type DraftedPaper,
  type DraftTerms,
  draftedObligations,
  draftText,
  type ProposedClause,
  proposed,
  termsIn,
} from '../../drafts/draft.ts';
import { type Part, partsOf, saysOrder } from '../../drafts/parts.ts';
import { type PlainTerms, plainTermsIn } from '../../drafts/plain-terms.ts';
import { paperLines } from '../../drafts/read-paper.ts';
import { type SplitPaper, splitPaper } from '../../drafts/split.ts';
import type { DraftRow } from '../../drafts/terms/rows.ts';
import { readLimited } from '../../workspace/disk/decode.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { parseYaml } from '../../workspace/text/yaml.ts';
import { toolRoot } from '../program.ts';
import { readablePaper } from './office.ts';

/** Largest paper, pictures included. */
const MAX_BYTES = 50 * 1024 * 1024;

export interface ImportRequest {
  /** The paper: absolute path, and as it was typed. */
  file: string;
  shown: string;
  /** Where the draft goes: absolute path of a .yaml that is not there yet. */
  output: string;
  /** What the paper is called; default: the name of the file. */
  name?: string | undefined;
  /** Capital letters before every clause id. */
  prefix?: string | undefined;
}

export interface ImportedPaper {
  /** The draft, and the text of the paper beside it. */
  draft: string;
  papers: string[];
  /** The draft of what has to be handed in. */
  obligations: string;
  /** How many rows of each were drafted from the words of the clauses; of `incomplete` rows a person adds what no paper says. */
  drafted: Record<
    'levels' | 'posts' | 'activities' | 'availability' | 'backups' | 'deductions' | 'obligations' | 'incomplete',
    number
  >;
  clauses: Pick<ProposedClause, 'id' | 'paper' | 'label' | 'topics' | 'hints' | 'unsure' | 'line'>[];
  leftOver: SplitPaper['leftOver'];
  /** What the text says of itself, put into the draft. */
  plain: PlainTerms;
}

/**
 * Reads a paper and writes the draft and the paper's text; nothing that is there is written over.
 * @throws UserError for a file that cannot be read, an output that exists, a prefix that is none
 */
export async function importPaper(request: ImportRequest): Promise<ImportedPaper> {
  const { file, shown, output } = request;
  const prefix = request.prefix ?? '';
  if (!/^[A-Z]{0,4}$/.test(prefix))
    throw new UserError('条款编号前缀不对', { at: '--prefix', found: prefix, expected: '1–4 位大写字母，例如 B' });
  if (!/\.ya?ml$/.test(output))
    throw new UserError('草稿的文件名不对', {
      at: '-o',
      found: basename(output),
      expected: '.yaml 文件，例如 草稿/contract.yaml',
    });
  await refuseExisting(output);
  const lines = await paperLines(await readablePaper(await readLimited(file, shown, MAX_BYTES), shown), shown);
  const papers = draftedPapers(request, prefix, lines);
  const texts = papers.map(({ paper, whole }) => ({
    path: join(dirname(output), paper.file.replace(/^contract\//, '')),
    whole,
  }));
  for (const { path } of texts) await refuseExisting(path);
  const plain = plainTermsIn(lines);
  const obligations = join(dirname(output), 'obligations.yaml');
  if (obligations !== output) await refuseExisting(obligations);
  const terms = termsIn(papers.flatMap((one) => one.clauses));
  const starter = (name: string) => readFile(join(toolRoot, 'data/starters/blank/contract', name), 'utf8');
  const ordered = saysOrder(lines.join('\n'));
  const draft = draftText(await starter('contract.yaml'), { papers, ordered, plain, terms });
  const owed = draftedObligations(await starter('obligations.yaml'), terms);
  // A draft that could not be read would be worth nothing.
  contractSchema.parse(parseYaml(draft, basename(output)));
  obligationsFileSchema.parse(parseYaml(owed, basename(obligations)));
  for (const { path, whole } of texts) await writeDurable(path, whole);
  await writeDurable(obligations, owed);
  await writeDurable(output, draft);
  return {
    ...{ draft: output, papers: texts.map(({ path }) => path), plain, obligations },
    drafted: countedRows(terms),
    leftOver: papers.flatMap((one) => one.leftOver),
    clauses: papers
      .flatMap((one) => one.clauses)
      .map(({ id, paper: number, label, topics, hints, unsure, line }) => ({
        ...{ id, paper: number, label, topics, hints, unsure, line },
      })),
  };
}

function countedRows(terms: DraftTerms): ImportedPaper['drafted'] {
  const { levels, posts, activities, availability, backups, obligations, penalties } = terms;
  const deductions = penalties.flatMap(({ rules, missing }) =>
    rules.map((one) => ({ missing: [...missing, ...one.missing] })),
  );
  const isWhole = ({ missing }: Pick<DraftRow, 'missing'>): boolean => missing.length === 0;
  const rows = { posts, availability, backups, deductions };
  const whole = (name: keyof typeof rows): number => rows[name].filter(isWhole).length;
  const all = Object.values(rows).flat();
  return {
    ...{ levels: levels.length, activities: activities.length, obligations: obligations.length },
    ...{ posts: whole('posts'), availability: whole('availability'), backups: whole('backups') },
    ...{ deductions: whole('deductions'), incomplete: all.filter((one) => !isWhole(one)).length },
  };
}

/** Each paper of the file with its own text, ids and rank. */
function draftedPapers(
  { shown, name }: ImportRequest,
  prefix: string,
  lines: readonly string[],
): (DraftedPaper & { whole: string })[] {
  const stem = basename(shown, extname(shown));
  const slug = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const parts = partsOf(lines, prefix);
  const split = parts.map((part) => citedIn(part, splitPaper(part.lines, part.prefix, part.name !== '')));
  const all = proposed(split.flatMap(({ clauses }) => clauses));
  return parts.map((part, n) => {
    const whole = `${part.lines.join('\n').trim()}\n`;
    const { clauses, leftOver } = split[n] as SplitPaper;
    const own = slug === '' ? 'paper' : slug;
    const id = [own, ...(part.prefix === '' || (slug !== '' && n === 0) ? [] : [part.prefix.toLowerCase()])].join('-');
    const title = name ?? stem;
    return {
      paper: {
        ...{ id, name: part.name === '' ? title : part.name, file: `contract/papers/${id}.txt` },
        ...{ prefix: part.prefix, rank: part.rank, sha256: sha256(new TextEncoder().encode(whole)) },
      },
      clauses: all.splice(0, clauses.length),
      ...{ leftOver, whole },
    };
  });
}

/** Two papers may both have a 第一条: that of an annex or a supplement is cited with its paper. */
function citedIn({ cited }: Part, split: SplitPaper): SplitPaper {
  const full = (paper: string): string => {
    if (cited === '' || paper.startsWith(cited)) return paper;
    return /^\d+$/.test(paper) ? `${cited}第${paper}项` : `${cited}${paper}`;
  };
  return { ...split, clauses: split.clauses.map((one) => ({ ...one, paper: full(one.paper) })) };
}

async function refuseExisting(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new UserError('文件已经存在，不覆盖', {
      file: path,
      expected: '还没有的文件',
      hint: '另写一个 -o，或先移走该文件',
    });
}
