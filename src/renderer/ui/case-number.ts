/** Day, hall and station, running number. */
export const CASE_TAIL = 17;

/** The end of a long number is what tells two apart: item, then day and the rest, in groups a person can compare. */
export function groupedCase(number: string): string {
  const tail = number.slice(-CASE_TAIL);
  const head = number.slice(0, -CASE_TAIL);
  return number.length <= CASE_TAIL ? number : `${head} ${tail.slice(0, 8)} ${tail.slice(8, 13)} ${tail.slice(13)}`;
}
