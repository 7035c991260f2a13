/** What verification can find wrong. */

/** GB/T 18894 and DA/T 70: the four properties of a trustworthy electronic record. */
export type Property = '真实性' | '完整性' | '可用性' | '安全性';

const properties: readonly Property[] = ['真实性', '完整性', '可用性', '安全性'];

/** How many problems are of each property. */
export const counted = (problems: readonly Problem[]): Record<Property, number> =>
  Object.fromEntries(
    properties.map((one) => [one, problems.filter(({ property }) => property === one).length]),
  ) as Record<Property, number>;

export interface Problem {
  /** Relative to the workspace. */
  path: string;
  property: Property;
  message: string;
}
