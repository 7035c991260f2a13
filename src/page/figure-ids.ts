/**
 * The ids of figures that several places print, each once: one id means one computation, and whoever counts again finds it by its id
 * in documents and on the site. An id is never changed: issued documents bear it.
 */
export const figureIds = {
  /** The contract's clauses. */
  clauses: 'clauses.total',
  /** 口径 of the contract. */
  interpretations: 'interpretations.total',
  /** Times that a limit was missed. */
  limitsMissed: 'limits.missed',
  /** Scores that users gave. */
  satisfaction: 'satisfaction.total',
  findingsWaiting: 'findings.waiting',
  findingsFixedLate: 'findings.fixed-late',
  /** Things that a row of the contract wants done, held or kept: how many, and how they stand. */
  owed: (kind: string, row: string, what: string): string => `owed.${kind}.${row}.${what}`,
  owedOfKind: (kind: string, what: string): string => `owed.${kind}.${what}`,
  /** Records of a kind. */
  records: (kind: string): string => `records.${kind}`,
  /** How much of the observed time a target was up. */
  availability: (target: string): string => `availability.${target}`,
  /** How much of the time it was observed. */
  coverage: (target: string): string => `coverage.${target}`,
  /** The same as availability, with agreed maintenance; of all together without a target behind it. */
  withMaintenance: (target?: string): string => ['availability.with-maintenance', target].filter(Boolean).join('.'),
} as const;
