import { type Look, wordsOf } from './look.ts';

/** How near something is to running out. */
export const renewals = {
  expired: { word: '已到期', tone: 'abnormal', mark: '▲' },
  due: { word: '进入提醒期', tone: 'attention', mark: '△' },
  upcoming: { word: '未到提醒期', tone: 'muted', mark: '–' },
  renewed: { word: '已续期', tone: 'normal', mark: '●' },
  stopped: { word: '不再续期', tone: 'muted', mark: '–' },
} as const satisfies Record<string, Look>;

export type RenewalState = keyof typeof renewals;

export const renewalStates = wordsOf(renewals);
