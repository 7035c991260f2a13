/**
 * Questions as people type them, without spaces, and the articles that answer them. Ids are paths without extension;
 * those below `linux-command/` and `helpdesk-zh/` are articles of tests/fixtures/articles, and of the real samples.
 * Some were asked before the phrases that answer them were written: the latter half of each file.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Question {
  ask: string;
  /** Any of them is a right answer; recall counts how many are among the first five. */
  answers: readonly string[];
}

const DIR = join(import.meta.dirname, '../fixtures/questions');
const read = (file: string): readonly Question[] => JSON.parse(readFileSync(join(DIR, file), 'utf8')) as Question[];

export const starterQuestions = read('starter.json');
export const sampleQuestions = read('samples.json');
