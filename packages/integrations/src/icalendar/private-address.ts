import { BlockList, isIP } from 'node:net';

// Two lists: in one, the subnet of mapped addresses would hold every address of version 4.
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() };
fill();

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return PRIVATE[family].check(address, family);
}

/** Addresses that are not of the public internet (IANA special-purpose registries, 2026-11). */
function fill(): void {
  const v4 = [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ];
  const v6 = [
    '::/96',
    '::ffff:0:0/96',
    '64:ff9b::/96',
    '2001:db8::/32',
    '2002::/16',
    'fc00::/7',
    'fe80::/10',
    'ff00::/8',
  ];
  for (const subnet of v4) add(subnet, 'ipv4');
  for (const subnet of v6) add(subnet, 'ipv6');
}

function add(subnet: string, family: 'ipv4' | 'ipv6'): void {
  const [network = '', prefix = ''] = subnet.split('/');
  PRIVATE[family].addSubnet(network, Number(prefix), family);
}
