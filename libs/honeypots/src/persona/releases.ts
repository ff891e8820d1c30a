/** What a machine of a release runs when it was patched in a certain month; versions that never met on one machine are never mixed. */
export interface PatchLevel {
  kernel: string;
  build: string;
  sshBanner: string;
  nginx: string;
  apache: string;
}

export interface Release {
  id: string;
  version: string;
  codename: string;
  distribution: string;
  patches: readonly PatchLevel[];
}

/** Only releases whose sshd can be imitated: from 8.9 on its default key exchange is not in the library. */
export const RELEASES: readonly Release[] = [
  {
    id: 'debian', version: '11', codename: 'bullseye', distribution: 'Debian GNU/Linux 11 (bullseye)',
    patches: [
      debian11('5.10.0-27-amd64', '5.10.205-2 (2023-12-31)', 3, '2.4.56'),
      debian11('5.10.0-28-amd64', '5.10.209-2 (2024-01-31)', 3, '2.4.56'),
      debian11('5.10.0-30-amd64', '5.10.218-1 (2024-06-01)', 3, '2.4.59'),
      debian11('5.10.0-32-amd64', '5.10.223-1 (2024-08-10)', 3, '2.4.62'),
      debian11('5.10.0-34-amd64', '5.10.234-1 (2025-02-24)', 4, '2.4.62'),
    ],
  },
  {
    id: 'ubuntu', version: '20.04', codename: 'focal', distribution: 'Ubuntu 20.04.6 LTS',
    patches: [
      ubuntu20('5.4.0-169-generic', '#187-Ubuntu SMP Thu Nov 23 14:52:28 UTC 2023', 11),
      ubuntu20('5.4.0-182-generic', '#202-Ubuntu SMP Fri Apr 26 12:29:36 UTC 2024', 11),
      ubuntu20('5.4.0-205-generic', '#225-Ubuntu SMP Fri Jan 10 22:23:35 UTC 2025', 12),
      ubuntu20('5.4.0-216-generic', '#236-Ubuntu SMP Fri Apr 11 19:53:21 UTC 2025', 13),
    ],
  },
];

function debian11(kernel: string, upload: string, ssh: number, apache: string): PatchLevel {
  return {
    kernel,
    build: `#1 SMP Debian ${upload}`,
    sshBanner: `OpenSSH_8.4p1 Debian-5+deb11u${ssh}`,
    nginx: 'nginx/1.18.0',
    apache: `Apache/${apache} (Debian)`,
  };
}

function ubuntu20(kernel: string, build: string, ssh: number): PatchLevel {
  return { kernel, build, sshBanner: `OpenSSH_8.2p1 Ubuntu-4ubuntu0.${ssh}`, nginx: 'nginx/1.18.0 (Ubuntu)', apache: 'Apache/2.4.41 (Ubuntu)' };
}
