import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Addresses that no outside service has: our own machine and network, link-local, multicast, reserved (RFC 6890). */
const INTERNAL = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  INTERNAL.addSubnet(network, prefix, 'ipv4');

/** Global unicast; everything else in IPv6 is special. */
const GLOBAL_IPV6 = new BlockList();
GLOBAL_IPV6.addSubnet('2000::', 3, 'ipv6');
/** Parts of it that lead elsewhere or nowhere: Teredo, documentation, 6to4. */
const UNUSABLE_IPV6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  UNUSABLE_IPV6.addSubnet(network, prefix, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !INTERNAL.check(address, 'ipv4');
  return family === 6 && GLOBAL_IPV6.check(address, 'ipv6') && !UNUSABLE_IPV6.check(address, 'ipv6');
}

/** The name leads into our own network. */
export class PrivateAddressError extends Error {}

type Answer = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * For `lookup` of `http.request`: an address that a stranger has named must not lead into our own network. It is judged
 * where the connection is made, so a name that resolves differently the second time gains nothing. Node asks it for
 * names only: a literal address must be judged with `isPublicAddress`.
 */
export function publicLookup(hostname: string, options: LookupOptions, answer: Answer): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, []);
    const [first, ...rest] = addresses;
    if (!first || ![first, ...rest].every(({ address }) => isPublicAddress(address)))
      return answer(new PrivateAddressError(`${hostname} is an address of our own network`), []);
    return options.all ? answer(null, addresses) : answer(null, first.address, first.family);
  });
}
