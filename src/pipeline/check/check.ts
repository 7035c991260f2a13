/** `opsledger check`: all that is wrong, open or switched off in a contract, at once. It reads and changes nothing. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContractBundle, contractFiles, textsOf } from '../../contract/bundle/bundle.ts';
import { loadWorkingDays } from '../../contract/calendar/working-days-data.ts';
import { EnvironmentError, UserError } from '../../contract/error.ts';
import { type Expression, expressedClauses } from '../../contract/expressed/expressed.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { countBlanks } from '../../contract/terms/blanks.ts';
import { applies } from '../../contract/terms/checklist.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import { ALLOW_FILE, allowList } from '../../guard/allowed.ts';
import { articleFolder, articleProblems } from '../../knowledge/articles.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import { decodeUtf8, readLimited } from '../../workspace/disk/decode.ts';
import { checkTargets, loadSettings, type Settings, type SourceSettings } from '../../workspace/settings/settings.ts';
import { inspectContract } from '../../workspace/store/inspect-contract.ts';
import { targetsOf } from '../collect/run-source.ts';
import { requireEventFields } from '../event-fields.ts';
import { requireRegisterFields } from '../register-fields.ts';
import { requireKnownTypes } from '../session.ts';
import { deliverableProblems, kindIds, loadCollector, loadKind, topicsTold } from '../units.ts';
import { type CalendarRow, calendarTable } from './calendar-table.ts';
import { copiedFindings } from './copied-plans.ts';
import { dataFindings, errorFinding } from './data-findings.ts';
import { type CauseGroups, type Finding, grouped } from './finding.ts';
import { numberFindings } from './number-findings.ts';
import { behindFindings, dueFindings, paperFindings, rankFindings } from './paper-findings.ts';
import { readPaperTexts } from './paper-texts.ts';
import {
  caseFindings,
  endingFindings,
  levelFindings,
  switchedOff,
  topicFindings,
  uncheckedFindings,
  unitFindings,
  wordFindings,
} from './terms-findings.ts';

export interface CheckReport {
  /** false: other commands refuse this contract. */
  usable: boolean;
  /** true when somebody has to see to something. */
  attention: boolean;
  causes: CauseGroups[];
  /** Every finding by itself, in the order of the causes. */
  findings: Finding[];
  /** How much of each clause the data express; null while the contract cannot be used. It fails nothing. */
  expressed: Expression[] | null;
  /** null while the contract cannot be used. */
  calendar: CalendarRow[] | null;
  /** Topics that no clause bears; null while the contract cannot be used. */
  off: { topic: Topic; meaning: string }[] | null;
}

/** Whatever is checked for secrets needs the list of what may stand all the same. */
const allowFindings = (root: string): Promise<Finding[]> =>
  allowList(root).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      return [errorFinding('allowed', ALLOW_FILE, error)];
    },
  );

/**
 * Looks through a whole workspace, or a folder that holds its files.
 * @param opened told the contract, when it can be used
 * @param against another workspace, or a folder of other contracts' texts: written documents that were copied from there are told
 * @throws UserError when there is no contract at all, or nothing to compare with; EnvironmentError when the disk fails
 */
export async function checkContract(
  root: string,
  opened?: (contract: ContractBundle['contract']) => void,
  against?: string,
): Promise<CheckReport> {
  if (!(await isThere(join(root, 'contract'))))
    throw new UserError('没有合同数据', {
      file: root,
      expected: '含 contract/ 文件夹的工作区',
      hint: '用 opsledger init 文件夹 建立工作区',
    });
  const inspected = await inspectContract(root);
  const settings = await readSettings(root, inspected.bundle);
  const findings = [
    ...dataFindings(inspected),
    ...settings.findings,
    ...(await allowFindings(root)),
    ...[...inspected.raw].flatMap(([file, raw]) => placeholdersIn(file, raw)),
  ];
  const { bundle } = inspected;
  if (bundle === null) return reportOf(findings, null);
  opened?.(bundle.contract);
  const calendar = calendarTable(bundle, loadWorkingDays(bundle.holidays));
  findings.push(
    ...(await readUnits(bundle)),
    ...topicFindings(bundle, new Set([...(await topicsTold(bundle)).values()].flat())),
    ...levelFindings(bundle),
    ...wordFindings(bundle),
    ...caseFindings(bundle),
    ...calendar.findings,
    ...numberFindings(bundle),
    ...uncheckedFindings(bundle),
    ...settings.sources,
    ...(await planFindings(root, bundle)),
    ...(await copiedFindings(root, bundle, against)),
    ...paperFindings(bundle, await readPaperTexts(root, bundle.contract)),
    ...rankFindings(bundle),
    ...behindFindings(bundle),
    ...dueFindings(bundle),
    ...endingFindings(bundle),
    ...(await articleFindings(root)),
  );
  return reportOf(findings, {
    expressed: expressedClauses(bundle),
    calendar: calendar.rows,
    off: switchedOff(bundle),
  });
}

function reportOf(
  findings: readonly Finding[],
  told: Pick<CheckReport, 'expressed' | 'calendar' | 'off'> | null,
): CheckReport {
  const causes = grouped(findings);
  return {
    usable: causes.every(({ weight }) => weight !== 'unusable'),
    attention: causes.some(({ weight }) => weight !== 'note'),
    causes,
    findings: causes.flatMap(({ cause }) => findings.filter((one) => one.cause === cause)),
    ...(told ?? { expressed: null, calendar: null, off: null }),
  };
}

/** What obligations ask of the program that it has not: units, sections, kinds of records and their fields. */
async function readUnits(bundle: ContractBundle): Promise<Finding[]> {
  const units = unitFindings(await deliverableProblems(bundle));
  try {
    await requireEventFields(bundle, { ids: kindIds, load: loadKind });
    await requireRegisterFields(bundle, { ids: kindIds, load: loadKind });
    return units;
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    return [...units, errorFinding('contradiction', contractFiles.obligations, error)];
  }
}

/** What the settings are, and what of them cannot be used. */
async function readSettings(
  root: string,
  bundle: ContractBundle | null,
): Promise<{ findings: Finding[]; sources: Finding[] }> {
  try {
    const settings = await loadSettings(root);
    await requireKnownTypes(settings.sources);
    if (bundle === null) return { findings: [], sources: [] };
    const targets = await targetsIn(settings);
    checkTargets(settings, bundle.assets, targets);
    return { findings: [], sources: sourceFindings(bundle, settings, targets) };
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
    return { findings: [errorFinding('settings', SETTINGS_FILE, error)], sources: [] };
  }
}

/** Assets that each source reads, as far as its own settings can be read. */
async function targetsIn({ sources }: Settings): Promise<(source: SourceSettings) => readonly string[]> {
  const collectors = new Map(
    await Promise.all(sources.map(async ({ type }) => [type, await loadCollector(type)] as const)),
  );
  return (source) => {
    const collector = collectors.get(source.type);
    return collector === undefined ? [] : targetsOf(collector, source);
  };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** The same sentences that a build of the site tells; links are looked up where the articles are drawn. */
const articleFindings = async (root: string): Promise<Finding[]> =>
  (await articleProblems(articleFolder(root))).map(({ file, message }) => ({
    ...{ cause: 'article', file, what: message, where: message },
  }));

/**
 * Assets with automatic checks and without a source.
 * @param targetsOf assets that a source reads beside its target; an empty list where its settings cannot be read yet
 */
function sourceFindings(
  { assets, checks }: ContractBundle,
  settings: Pick<Settings, 'sources' | 'probe'>,
  targetsOf: (source: SourceSettings) => readonly string[],
): Finding[] {
  const read = new Set([
    ...settings.sources.flatMap((source) => [source.target, ...targetsOf(source)]),
    ...(settings.probe?.targets ?? []).map(({ target }) => target),
  ]);
  const count = (asset: Asset): number => checks.filter((one) => !one.manual && applies(one, asset)).length;
  return assets
    .filter((asset) => asset.contract && !read.has(asset.id))
    .map((asset) => ({ asset, checks: count(asset) }))
    .filter((one) => one.checks > 0)
    .map(
      ({ asset, checks: own }): Finding => ({
        ...{
          cause: 'source',
          file: SETTINGS_FILE,
          what: `类别 ${asset.kindName}，每个 ${own} 项自动检查`,
          where: asset.name,
        },
      }),
    );
}

/** Every value of a file that says 待填写, with its key path. @param raw what the file holds, as plain data. Pure. */
function placeholdersIn(file: string, raw: unknown): Finding[] {
  const found: Finding[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (value.includes(TO_BE_FILLED))
        found.push({ cause: 'placeholder', file, what: path.replace(/\[\d+\]/g, '[]'), where: path, found: value });
    } else if (Array.isArray(value)) value.forEach((one, n) => void visit(one, `${path}[${n}]`));
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) visit(one, path === '' ? key : `${path}.${key}`);
  };
  visit(raw, '');
  return found;
}

/** The texts of written documents in which something is still to be filled in, and those that are not there. */
async function planFindings(root: string, contract: ContractBundle): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { file, name } of textsOf(contract)) {
    try {
      const count = countBlanks(decodeUtf8(await readLimited(join(root, file), file), file));
      if (count > 0)
        findings.push({ cause: 'placeholder', file, what: `《${name}》正文`, where: `${count} 处“${TO_BE_FILLED}”` });
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof EnvironmentError) throw error;
      findings.push({ cause: 'placeholder', file, what: `《${name}》没有正文`, where: error.summary });
    }
  }
  return findings;
}
