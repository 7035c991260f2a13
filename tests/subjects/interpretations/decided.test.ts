/** 口径 that an account of the purchaser confirmed: both implementations take the same ones. */
import { describe, expect, test } from 'vitest';
import { caseFacts, caseSchema } from '../../../src/contract/terms/cases.ts';
import type { Interpretation } from '../../../src/contract/terms/interpretations.ts';
import type { Repository } from '../../../src/recount/repository.ts';
import { worldsOf } from '../../../src/recount/world.ts';
import { withDecisions } from '../../../src/subjects/interpretations/judge/decided.ts';
import decision, {
  type InterpretationDecisionRecord,
} from '../../../src/subjects/interpretations/kinds/interpretation-decision.ts';
import { contract } from '../../reports/_history.ts';

const { question, label, text } = decision.example;
const open: Interpretation = {
  ...{ id: 'closing', binds: 'closing', question, clauses: ['1'], default: 'closed', confirmed: false, chosen: null },
  options: [
    { id: 'closed', label, text, effect: 'closed' },
    { id: 'later', label: '另行约定', text: '另行约定。', effect: 'closed' },
  ],
};
const asOf = '2026-12-01T09:00:00+08:00';

function recounted(one: Interpretation, decisions: readonly InterpretationDecisionRecord[]): string | null {
  const manifest = {
    ...{ number: 'n', obligation: 'monthly-maintenance', period: '2026-11', from: '2026-11-01', to: '2026-11-30' },
    ...{ event: null, revision: 1, asOf, cut: asOf, counted: {}, times: { issued: asOf }, inputs: [], dataCommit: 'c' },
  };
  const files: Record<string, unknown> = {
    'contract/contract.yaml': contract.contract,
    'contract/obligations.yaml': { obligations: contract.obligations },
    'contract/interpretations.yaml': { interpretations: [one] },
    ...Object.fromEntries(decisions.map((own) => [`records/interpretation-decision/2026/11/${own.id}.yaml`, own])),
  };
  const repository: Repository = {
    tree: () => new Map(Object.keys(files).map((path) => [path, path])),
    read: (blobs) => blobs.map((blob) => files[blob]),
    bytes: () => new Uint8Array(),
  };
  const [found] = worldsOf(repository, [manifest])(manifest).interpretations;
  return found.confirmed === true ? found.chosen : null;
}

const both = (decisions: readonly InterpretationDecisionRecord[], one = open): (string | null)[] => {
  const [own] = withDecisions([one], decisions);
  return [own?.confirmed === true ? own.chosen : null, recounted(one, decisions)];
};
const later: InterpretationDecisionRecord = {
  ...decision.example,
  ...{ id: 'KJ-20261125-001', at: '2026-11-25T10:00:00+08:00', option: 'later' },
  ...{ label: '另行约定', text: '另行约定。' },
};

describe('a 口径 that an account of the purchaser confirmed', () => {
  test('is decided by the last of them', () => {
    expect(both([])).toEqual([null, null]);
    expect(both([decision.example])).toEqual(['closed', 'closed']);
    expect(both([later, decision.example])).toEqual(['later', 'later']);
    expect(withDecisions([open], [decision.example])[0]).toMatchObject({
      confirmedOn: '2026-11-24',
      decision: decision.example.id,
    });
  });

  test('with the cases that were before the person; without any it stays confirmed, as one signed without cases', () => {
    // As a file holds them: the two readers take times and figures for what they are.
    const written = {
      ...{ level: 'P3', reported: '2026-11-24 09:00', closed: '2026-11-24 16:00', clock: 'record', limit: '1440' },
      ...{ start: '2026-11-24 16:00', verdict: 'not-applicable' },
    };
    const withCases = (cases: unknown): Interpretation =>
      ({ ...open, options: open.options.map((own) => ({ ...own, cases })) }) as Interpretation;
    const parsed = caseSchema.parse(written);
    const facts = caseFacts([parsed]);
    const signed = { ...decision.example, ...(facts === undefined ? {} : { caseFacts: facts }) };
    const chosenOf = (one: Interpretation, own: InterpretationDecisionRecord) =>
      withDecisions([one], [own]).map(({ chosen, casesSigned }) => [chosen, casesSigned]);
    expect(chosenOf(withCases([parsed]), signed)).toEqual([['closed', true]]);
    expect(recounted(withCases([written]), [signed])).toBe('closed');
    for (const verdict of ['met', 'missed'] as const) {
      expect(chosenOf(withCases([{ ...parsed, verdict }]), signed)).toEqual([[null, undefined]]);
      expect(recounted(withCases([{ ...written, verdict }]), [signed])).toBe(null);
    }
    expect(chosenOf(withCases([parsed]), decision.example)).toEqual([['closed', false]]);
    expect(recounted(withCases([written]), [decision.example])).toBe('closed');
  });

  test.for<[string, Partial<InterpretationDecisionRecord>]>([
    ['the supplier alone tells of it', { enteredBy: { name: '项目经理', channel: 'terminal' } }],
    ['the question reads differently', { question: '何时算处理完成' }],
    ['the option reads differently', { text: '以恢复为准。' }],
    ['there is no such option any more', { option: 'gone' }],
  ])('stays open when %s', ([, changes]) => expect(both([{ ...decision.example, ...changes }])).toEqual([null, null]));
});
