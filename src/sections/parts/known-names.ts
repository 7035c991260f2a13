/** What the codes in records are called: a reader sees the asset, the check, the period and the source by their names. Pure. */
import { briefPeriod } from '../../contract/calendar/period-text.ts';
import type { RecordField } from '../../records/fields.ts';
import { PROBE_TEXT, type ProbeState, probeRuns } from '../../records/probe-samples.ts';
import type { RichCell } from '../../report/site-model.ts';
import { sourceTypeWord } from '../../wording/source-types.ts';
import { assetPlace } from './asset-places.ts';
import type { SiteFacts } from './facts.ts';
import { assetLink } from './links.ts';

type NameFacts = Pick<SiteFacts, 'contract'>;

/** By the contract, whose checklist is asked for with each record. */
const checks = new WeakMap<object, ReadonlyMap<string, string>>();

function checkName({ contract }: NameFacts, id: string): string | undefined {
  const known = checks.get(contract) ?? new Map(contract.checks.map((one) => [one.id, one.label]));
  checks.set(contract, known);
  return known.get(id);
}

/** @returns null of what is no code that anything here is known of: it is written as it stands */
export function knownName(facts: NameFacts, { name }: Pick<RecordField, 'name'>, text: string): RichCell | null {
  if (assetPlace(facts.contract, text) !== undefined) return assetLink(facts, text);
  const word =
    name === 'check'
      ? checkName(facts, text)
      : name === 'period'
        ? briefPeriod(text)
        : name === 'type' || name === 'source'
          ? sourceTypeWord(text)
          : name === 'states' && PROBE_TEXT.test(text)
            ? statesText(text)
            : undefined;
  return word === undefined || word === text ? null : { text: word };
}

const stateWords: Readonly<Record<ProbeState, string>> = { up: '可达', down: '不可达', unobserved: '未观测' };

/** `可达 540 次，不可达 3 次`: how often it was what; when, is told by the interruptions. */
function statesText(text: string): string {
  const counts = Map.groupBy(probeRuns(text), ({ state }) => state);
  return [...counts]
    .map(([state, runs]) => `${stateWords[state]} ${runs.reduce((sum, { from, to }) => sum + to - from, 0)} 次`)
    .join('，');
}
