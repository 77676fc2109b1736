import * as z from 'zod';

/** Whoever sends a list of a million wrong things has made one mistake. */
const MOST_ISSUES = 5;
const MOST_CHARACTERS = 2_000;

/** What does not fit a schema: the first few faults, and how many more there are. */
export function tellIssues({ issues }: z.ZodError): string {
  const told = z.prettifyError(new z.ZodError(issues.slice(0, MOST_ISSUES)));
  const text = told.length > MOST_CHARACTERS ? `${told.slice(0, MOST_CHARACTERS)}…` : told;
  return issues.length > MOST_ISSUES ? `${text}\n… and ${issues.length - MOST_ISSUES} more` : text;
}
