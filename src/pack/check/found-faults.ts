/** What a check found, and the rule that each wrong thing is told once. Pure. */

/** The four properties of DA/T 70. */
export type Property = '真实性' | '完整性' | '可用性' | '安全性';
export const properties: readonly Property[] = ['真实性', '完整性', '可用性', '安全性'];

export interface Problem {
  property: Property;
  /** Path in the pack: a file, or a folder with all that is in it. */
  where: string;
  message: string;
}

export interface Findings {
  problems: Problem[];
  /** What a person has to look at: nothing is shown to be wrong. */
  cautions: string[];
  notes: string[];
  say(property: Property, where: string, message: string): void;
  /** Of what is right although its digest is not the listed one. */
  settle(path: string): void;
  isNamed(path: string): boolean;
}

/** The list is wrong in many places, each of its own: it is no one cause as another file is. */
const MANY = 'pack.json';

export function openFindings(): Findings {
  const problems: Problem[] = [];
  const settled = new Set<string>();
  const named = new Set<string>();
  const isNamed = (path: string): boolean => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (named.has(at)) return true;
    return settled.has(path);
  };
  return {
    problems,
    cautions: [],
    notes: [],
    isNamed,
    settle: (path) => void settled.add(path),
    say(property, where, message) {
      if (where === MANY ? problems.some((one) => one.where === MANY && one.message === message) : isNamed(where))
        return;
      named.add(where);
      problems.push({ property, where, message });
    },
  };
}
