export function once<K extends object, V>(work: (key: K) => V): (key: K) => V {
  let last: K | undefined;
  let value: V;
  let last2: K | undefined;
  let value2: V;
  return (key) => {
    if (key === last) return value;
    if (key === last2) return value2;
    last2 = last;
    value2 = value;
    value = work(key);
    last = key;
    return value;
  };
}
