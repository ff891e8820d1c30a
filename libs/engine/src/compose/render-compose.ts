import type { DeploymentPlan, PlannedDecky, PlannedNetwork, PlannedPort, PlannedRoute, PlannedService } from '@decnet/domain';
import { AsciiWriter } from './ascii-writer.js';
import { LABEL, resourcePrefix } from './names.js';
import { escape, quote } from './quote.js';
import { NAME, Stencils } from './stencils.js';

export interface ComposeOptions {
  /** Image of bases and services: it holds Node, the decoy program, `sleep` and `ip`. */
  image: string;
}

export const COMPOSE_DEFAULTS: ComposeOptions = { image: 'decnet/decky:latest' };

/** What is the same in the whole document. */
interface Document {
  prefix: string;
  topologyLabel: string;
  image: string;
  stencils: Stencils;
  /** Many deckies share one list of routes. */
  commands: Map<readonly PlannedRoute[], string>;
}

/** Nothing that a decoy does not need, whatever an intruder makes of it. */
const CONFINEMENT = `    cap_drop: ["ALL"]
    security_opt: ["no-new-privileges:true"]
    read_only: true
    tmpfs: ["/tmp", "/run"]
    restart: "unless-stopped"
`;

/**
 * The plan as a document for the compose command line. Names and labels are those of the docker engine, so either finds what the other made.
 * Written by hand, the shape being fixed: a maze of 8,000 deckies is nearly twenty megabytes, and a tree of it would have to be built first.
 */
export function renderCompose(plan: DeploymentPlan, options: ComposeOptions = COMPOSE_DEFAULTS): string {
  const document: Document = {
    prefix: resourcePrefix(plan.topologyId),
    topologyLabel: `${LABEL.topologyId}: ${quote(plan.topologyId)}`,
    image: quote(options.image),
    stencils: new Stencils(),
    commands: new Map(),
  };
  const out = new AsciiWriter(plan.deckies.length * 2_000);
  out.write(`name: "${document.prefix}"\nnetworks:${plan.networks.length === 0 ? ' {}' : ''}\n`);
  for (const network of plan.networks) out.write(networkText(network, document));
  out.write(`services:${plan.deckies.length === 0 ? ' {}' : ''}\n`);
  for (const decky of plan.deckies) {
    const name = escape(decky.name);
    writeBase(out, decky, name, document);
    for (const service of decky.services) writeService(out, decky, service, name, document);
  }
  return out.finish();
}

function networkText({ lan, subnet, gateway, internal, specHash }: PlannedNetwork, { prefix, topologyLabel }: Document): string {
  return `  ${quote(lan)}:
    name: ${quote(`${prefix}_${lan}`)}
    driver: "bridge"
    internal: ${internal}
    ipam: {config: [{subnet: ${quote(subnet)}, gateway: ${quote(gateway)}}]}
    labels: {${topologyLabel}, ${LABEL.lan}: ${quote(lan)}, ${LABEL.specHash}: ${quote(specHash)}}
`;
}

/** The base owns addresses, routes and published ports; it does nothing but stay. */
function writeBase(out: AsciiWriter, decky: PlannedDecky, name: string, { prefix, topologyLabel, image, stencils, commands }: Document): void {
  const command = commands.get(decky.routes) ?? baseCommand(decky.routes);
  commands.set(decky.routes, command);
  out.write(stencils.fill('base', name, () => `  "${NAME}":
    container_name: "${prefix}_${NAME}"
    image: ${image}
    hostname: "${NAME}"
    init: true
    mem_limit: "64m"
    pids_limit: 32
${CONFINEMENT}    labels: {${topologyLabel}, ${LABEL.decky}: "${NAME}", ${LABEL.role}: "base", ${LABEL.specHash}: "`));
  out.write(`${escape(decky.specHash)}"}\n${command}${baseDetails(decky)}`);
}

function baseCommand(routes: readonly PlannedRoute[]): string {
  if (routes.length === 0) return '    command: ["sleep", "infinity"]\n';
  const commands = routes.map(({ destination, via }) => `ip route replace ${destination} via ${via}`);
  return `    cap_add: ["NET_ADMIN"]\n    command: ["sh", "-c", ${quote([...commands, 'exec sleep infinity'].join(' && '))}]\n`;
}

function baseDetails({ addresses, forwardsL3, published }: PlannedDecky): string {
  let text = `    networks: {${addresses.map(({ lan, ip }) => `"${escape(lan)}": {ipv4_address: "${ip}"}`).join(', ')}}\n`;
  if (forwardsL3) text += '    sysctls: {net.ipv4.ip_forward: "1"}\n';
  if (published.length > 0) text += `    ports: [${published.map(publishedPort).join(', ')}]\n`;
  return text;
}

function publishedPort({ port, protocol }: PlannedPort): string {
  return `"${port}:${port}/${protocol}"`;
}

/** A service lives in the network of its base and finds what it is in its environment. */
function writeService(out: AsciiWriter, { archetype }: PlannedDecky, planned: PlannedService, name: string, document: Document): void {
  const { prefix, topologyLabel, image, stencils } = document;
  const config = JSON.stringify(planned.config);
  const service = escape(planned.service);
  out.write(stencils.fill(`${planned.service} ${archetype} ${config}`, name, () => `  "${NAME}_${service}":
    container_name: "${prefix}_${NAME}_${service}"
    image: ${image}
    command: ["decky"]
    network_mode: "service:${NAME}"
    mem_limit: "128m"
    pids_limit: 64
    cap_add: ["NET_BIND_SERVICE"]
${CONFINEMENT}    environment: {DECNET_DECKY: "${NAME}", DECNET_ARCHETYPE: ${quote(archetype)}, DECNET_SERVICE: "${service}", DECNET_SERVICE_CONFIG: ${quote(config)}}
    labels: {${topologyLabel}, ${LABEL.decky}: "${NAME}", ${LABEL.serviceName}: "${service}", ${LABEL.service}: "true", ${LABEL.specHash}: "`));
  out.write(`${escape(planned.specHash)}"}\n`);
}
