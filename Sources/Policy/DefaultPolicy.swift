/// The text of default-policy.yaml, which stands beside this file; a test holds them equal.
let defaultPolicyYAML = #"""
  # The default policy: every number and name of the rules. Amounts are decimal and in the base currency.
  # Durations: s, m, h or d. Terms match whole words without case; a space matches any white space.

  currencies:
    base: USD
    rates:
      USD: { rate: 1, symbols: ["$"] }

  # Words behind a number in a text.
  magnitudes:
    k: 1000
    thousand: 1000
    m: 1000000
    mm: 1000000
    mn: 1000000
    million: 1000000
    b: 1000000000
    bn: 1000000000
    billion: 1000000000
    trillion: 1000000000000
    thousands: 1000
    mil: 1000000
    mio: 1000000
    mln: 1000000
    millions: 1000000
    bln: 1000000000
    mrd: 1000000000
    billions: 1000000000
    tn: 1000000000000
    trillions: 1000000000000

  # The lowest first; the last is the highest authority. Without a limit: approves any amount.
  roles:
    - { name: Junior Analyst, limit: 100000 }
    - { name: Analyst, limit: 1000000 }
    - { name: Senior Analyst, limit: 10000000 }
    - { name: Head of Trading, limit: 50000000 }
    - { name: CFO }
    - { name: Board Committee }

  # From which amount a level applies.
  amounts:
    MEDIUM: 100000
    HIGH: 1000000
    CRITICAL: 10000000

  actions:
    investment_decision: { kind: decision, executable: true }
    portfolio_rebalancing: { kind: decision, executable: true }
    credit_approval: { kind: decision, executable: true }
    m_and_a_analysis: { kind: decision, executable: true, second_opinion_from: HIGH }
    earnings_analysis: { kind: analysis }
    sector_comparison: { kind: analysis }
    risk_assessment: { kind: analysis }
    informational: { kind: informational }
    information_lookup: { kind: informational }
    historical_data: { kind: informational }
    definition: { kind: informational }
    document_retrieval: { kind: informational }

  rules:
    mnpi:
      level: CRITICAL
      terms: [material non-public, non-public information, mnpi, insider information, inside information]
    advice:
      level: HIGH
      terms:
        - should i buy
        - should i sell
        - should i invest
        - recommend buying
        - recommend selling
        - is it a good time to buy
    confidence: { level: MEDIUM, below: "0.70" }
    decision_with_amount: { level: MEDIUM }
    decision_without_amount: { level: HIGH }
    analysis: { level: MEDIUM }
    informational: { level: LOW }
    unclassified: { level: MEDIUM }

  # When no action type is given: the first that matches.
  infer_action:
    - { terms: [analyze earnings, earnings report], result: earnings_analysis }
    - { terms: [sector comparison], result: sector_comparison }
    - { terms: [what is, definition of], result: information_lookup }
    - { terms: [acquisition of, merger], result: m_and_a_analysis }
    - { terms: [rebalance], result: portfolio_rebalancing }
    - { terms: [loan, credit line], result: credit_approval }

  # When no domain is given: the first that matches.
  infer_domain:
    - { terms: [swap, option, future], result: derivatives }
    - { terms: [bond], result: fixed_income }
    - { terms: [loan, credit], result: credit }
    - { terms: [shares, stock], result: equities }
    - { terms: [merger, acquisition], result: m_and_a }

  routing:
    CRITICAL:
      role: CFO
      sla: 2h
      opinions: 2
      committee: true
      path: [Senior Analyst, Head of Trading, CFO, Board Committee]
    HIGH: { role: Senior Analyst, sla: 4h, opinions: 1, path: [Senior Analyst, Head of Trading, CFO] }
    MEDIUM: { role: Analyst, sla: 8h, opinions: 1, path: [Analyst, Senior Analyst, Head of Trading] }
    LOW: { role: Junior Analyst, sla: 24h, opinions: 1, path: [Junior Analyst, Analyst] }

  # One of the quorum in the chair's role or above.
  committee: { roles: [Head of Trading, CFO, Board Committee], quorum: 2, chair: CFO }

  # Skills that a domain requires.
  skills:
    derivatives: [derivatives]
    credit: [credit]
    equities: [equities]
    fixed_income: [fixed_income]
    m_and_a: [m_and_a]

  # When more than the limit wait; the named roles' queues flow over directly to overflow_to where the path has it.
  queue_depth:
    limit: 20
    overflow_from: [Junior Analyst, Analyst, Senior Analyst]
    overflow_to: Head of Trading

  # Fewest characters.
  evidence: { LOW: 10, MEDIUM: 50, HIGH: 50, CRITICAL: 50 }
  override: { minimum_justification: 50 }

  # From this amount MODIFIED needs two opinions.
  modification: { second_opinion_from: 5000000 }

  # [LOW] approves informational requests without a person; it is recorded all the same.
  auto_approve: []

  sla:
    # Of levels whose route names none.
    default: 24h
    warning_percent: 80
    auto_escalation: true
    expire_after: 72h

  # Amounts of the same person, account and action type are added up over this time; off for never.
  aggregation: { window: 24h }
  claims: { lease: 15m }
  information: { pause: 24h }
  execution: { window: 24h, permit_lifetime: 5m, permit_lifetime_maximum: 1h, clock_skew: 5s }
  audit: { retention_days: 2555 }
  """#
