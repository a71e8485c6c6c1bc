import "server-only";
import net from "node:net";

/** Addresses and ranges (`10.0.0.0/8`), of both families, as one list that can be asked. */
export function toBlockList(ranges: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    const family = net.isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
