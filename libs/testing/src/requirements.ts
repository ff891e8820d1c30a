import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const REQUIREMENTS = ['mysql', 'chromium', 'docker', 'nats'] as const;
export type RequirementName = (typeof REQUIREMENTS)[number];

/** Something that a test needs and not every machine has. */
export interface Requirement {
  name: RequirementName;
  /** What to use: a URL, the path of an executable or socket; null when it is not there. */
  found: string | null;
  /** The line that puts it there. */
  install: string;
  /** DECNET_TEST_REQUIRE names it: its absence is a failure and not a skip. */
  demanded: boolean;
}

const INSTALL: Readonly<Record<RequirementName, string>> = {
  mysql: 'apt-get install -y mariadb-server && export DECNET_TEST_MYSQL_URL=$(scripts/test-mysql.sh start "$(mktemp -d)")',
  chromium: 'apt-get install -y chromium',
  docker: 'apt-get install -y docker.io && dockerd &',
  nats: 'apt-get install -y nats-server',
};

const LOOK: Readonly<Record<RequirementName, () => string | null>> = {
  mysql: () => process.env.DECNET_TEST_MYSQL_URL || null,
  chromium: () => onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome'),
  docker: () => process.env.DOCKER_HOST || ['/var/run/docker.sock'].find((path) => existsSync(path)) || null,
  nats: () => onPath('nats-server'),
};

export function requirement(name: RequirementName): Requirement {
  const demanded = (process.env.DECNET_TEST_REQUIRE ?? '').split(',').some((word) => word.trim() === name);
  return { name, found: LOOK[name](), install: INSTALL[name], demanded };
}

/**
 * A `describe` for tests that need something: run when it is there, skipped by name with the line that installs it when it is not,
 * failed when DECNET_TEST_REQUIRE demands it. `body` gets what was found.
 */
export function describeWith(name: RequirementName, title: string, body: (found: string) => void): void {
  const { found, install, demanded } = requirement(name);
  if (found !== null) {
    describe(title, () => body(found));
    return;
  }
  if (!demanded) {
    describe.skip(`${title} [needs ${name}: ${install}]`, () => body(''));
    return;
  }
  describe(title, () => {
    it(`has ${name}, as DECNET_TEST_REQUIRE demands`, () => {
      throw new Error(`${name} is missing: ${install}`);
    });
  });
}

function onPath(executable: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, executable);
    if (folder && isExecutable(path)) return path;
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
