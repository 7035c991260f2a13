import { figureOf } from '../../src/report/figure.ts';
import type { JudgedBoard } from '../../src/sections/board/figures.ts';

const within = { from: '', to: '' };
const totals = { waiting: figureOf('findings.waiting', 0, within), overdue: figureOf('findings.late', 0, within) };

/** Figures that give no reason. */
export const quietBoard: JudgedBoard = {
  ...{ from: '', to: '', within, limitsTitle: '', commitments: [], recovery: [], unrestored: [] },
  ...{
    outages: { whole: [], core: [] },
    failedRestores: [],
    unlogged: null,
    requirements: null,
    quotas: [],
    renewals: [],
    owed: [],
  },
  findings: { scannedOn: null, totals, fixedLate: null, severe: '', levels: [] },
};
