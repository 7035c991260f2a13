/** Findings as a view may see them, after they were followed by what it may not see. Pure. */
import type { FollowedFinding } from '../assess/findings/findings.ts';
import decisionKind, { type FindingDecisionRecord } from '../records/kinds/finding-decision.ts';
import type { Mask } from '../sections/parts/mask.ts';

export function seenFinding(mask: Mask, one: FollowedFinding): FollowedFinding {
  if (mask.internal) return one;
  const { finding, decision } = one;
  const text = (value: string | undefined): string | undefined => (value === undefined ? undefined : mask.text(value));
  const made = (record: FindingDecisionRecord | null) => (record === null ? null : mask.record(decisionKind, record));
  const { title, description, evidence, solution } = finding;
  return {
    ...one,
    finding: {
      ...finding,
      address: mask.text(finding.address),
      component: mask.text(finding.component),
      title: text(title),
      description: text(description),
      evidence: text(evidence),
      solution: text(solution),
    },
    plan: one.plan === null ? null : mask.text(one.plan),
    owner: one.owner === null ? null : mask.text(one.owner),
    decision: {
      ...decision,
      accepted: made(decision.accepted),
      falsePositive: made(decision.falsePositive),
      expired: made(decision.expired),
      retest: made(decision.retest),
      owner: decision.owner === null ? null : mask.text(decision.owner),
      plan: decision.plan === null ? null : mask.text(decision.plan),
    },
  };
}
