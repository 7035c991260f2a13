/** What verification can find wrong. */

/** GB/T 18894 and DA/T 70: the four properties of a trustworthy electronic record. */
export type Property = '真实性' | '完整性' | '可用性' | '安全性';

export interface Problem {
  /** Relative to the workspace. */
  path: string;
  property: Property;
  message: string;
}
