/** What is told of a refusal where there is no command line. */

/** Of a refusal, why: what would be right to write, which comes next, is of no use where there is no command line. */
export function firstSentence(refusal: string): string {
  return /^.*?(?:[.?](?= )|。|$)/s.exec(refusal)?.[0] ?? refusal;
}
