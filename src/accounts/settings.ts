/** What the settings of a workspace say about sign-in, with what holds where they say nothing. */
import type { Role } from '../contract/acts.ts';

export interface PasswordRules {
  minLength: number;
  /** How many of small letters, capitals, digits and signs. */
  classes: number;
  /** How many earlier ones may not come again. */
  history: number;
  /** Days after which it has to be changed; 0 never. */
  maxAgeDays: number;
  /** Words that none may hold, beside what everybody tries first. */
  dictionary: readonly string[];
  /** Words that everybody near tries: of the contract, its parties and its systems. They may stand in one, and count for nothing. */
  near?: readonly string[];
}

export interface SessionRules {
  idleMinutes: number;
  absoluteHours: number;
  /** A session is ended when it comes from another address than the one that signed in. */
  sameAddress: boolean;
}

export interface AccountRules {
  passwords: PasswordRules;
  sessions: SessionRules;
  /** Days without sign-in after which an account is disabled; 0 never. */
  idleDays: number;
  /** Months for which the audit log is kept; at least 6 (网络安全法 第二十一条). */
  auditMonths: number;
  /** Months for which the name of a person is kept after their account was disabled. */
  personMonths: number;
  roles: readonly Role[];
}
