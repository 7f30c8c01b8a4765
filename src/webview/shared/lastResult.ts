/** A function that keeps its last result, and gives it again as long as it is called with the very same values. */
export function lastResult<Given extends readonly unknown[], Result>(make: (...given: Given) => Result): (...given: Given) => Result {
  let last: { readonly given: Given; readonly result: Result } | undefined;
  return (...given) => {
    const known = last;
    if (known?.given.every((value, place) => value === given[place])) return known.result;
    const result = make(...given);
    last = { given, result };
    return result;
  };
}
