import { patternTokens, TopicError, topics, topicTokens } from './topics.js';

describe('topics', () => {
  it('builds every topic of the specification', () => {
    expect(topics.topologyMutation('a-1', 'applied')).toBe('topology.a-1.mutation.applied');
    expect(topics.topologyStatus('a')).toBe('topology.a.status');
    expect(topics.topologyChanged('a')).toBe('topology.a.changed');
    expect(topics.topologyPresence('a')).toBe('topology.a.presence');
    expect(topics.deckyState('d')).toBe('decky.d.state');
    expect(topics.attackerObserved()).toBe('attacker.observed');
    expect(topics.attackerScored()).toBe('attacker.scored');
    expect(topics.attackerSession('started')).toBe('attacker.session.started');
    expect(topics.systemLog()).toBe('system.log');
    expect(topics.systemHealth('mutator')).toBe('system.mutator.health');
  });

  it.each(['a.b', '', '*', '>', 'x y', 'ü'])('an id %j cannot smuggle in a token', (id) => {
    expect(() => topics.topologyStatus(id)).toThrow(/token/);
  });

  it.each(['', 'a..b', '.a', 'a.', 'a.*', 'a.>', 'a b', 'a\nb'])('refuses to publish on %j', (topic) => {
    expect(() => topicTokens(topic)).toThrow(TopicError);
  });

  it.each(['', 'a..b', '>.a', 'a.>.b', 'a.b*'])('refuses the pattern %j', (pattern) => {
    expect(() => patternTokens(pattern)).toThrow(TopicError);
  });
});
