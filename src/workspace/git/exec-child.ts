/** The program of `execThere`. */
import { execGit } from './exec.ts';
import { answerParent } from './small-process.ts';

answerParent(execGit);
