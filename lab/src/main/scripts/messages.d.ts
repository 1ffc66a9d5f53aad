// Made from the records of gradus.lab.messages by ScriptsTest; run it with -Dgradus.write=true after changes.
declare namespace messages {
  interface ActivationPlot {
    x: number[];
    y: number[];
    slope: number[];
  }
  interface Answer {
    findings: FindingView[];
    means: string;
    report: string;
    links: (LabSettings | null)[];
  }
  interface BatchStatistics {
    batchMean: number[];
    runningMean: number[];
    batchVariance: number[];
    runningVariance: number[];
    gamma: number[];
    beta: number[];
  }
  interface Begun {
    id: number;
  }
  interface Built {
    run: number;
    note: string;
  }
  interface Catalog {
    generators: Choice[];
    datasets: Choice[];
    activations: Choice[];
    initializers: Choice[];
    losses: Choice[];
    optimizers: Choice[];
    around: Choice;
    schedules: Choice[];
    uploads: Uploaded[];
    start: LabSettings;
    limits: Limits;
  }
  interface Change {
    epoch: number;
    batch: number;
    steps: number;
    place: number;
    what: string;
  }
  interface Choice {
    name: string;
    title: string;
    description: string;
    details: string;
    arguments: Record<string, any>;
    help: Record<string, string>;
  }
  interface ChoiceView {
    text: string;
    right: boolean;
  }
  interface ClassView {
    most: number;
    seats: SeatView[];
    polls: Poll[];
    gift: number;
    trouble: string;
  }
  interface Column {
    name: string;
    found: string;
  }
  interface Command {
    action: string;
    value: number;
  }
  interface CurvePoint {
    epoch: number;
    values: (number | null)[];
  }
  interface DataChoice {
    kind: string;
    name: string;
    samples: number;
    noise: number;
    seed: number;
    target: string;
    validation: number;
    standardize: boolean;
  }
  interface Description {
    run: number;
    revision: number;
    settings: LabSettings;
    changes: Change[];
    name: string;
    task: string;
    problem: string;
    features: string[];
    labels: string[];
    layers: LayerView[];
    names: string[];
    points: number[][];
    watched: number[][];
    range: number[];
    targets: number[];
    trainRows: number;
    validationRows: number;
    parameters: number;
    stepsPerEpoch: number;
    warnings: string[];
    inputs: InputView[];
    schedule: Record<string, any>;
    rates: number[];
    imageSide: number;
    imageMost: number;
    imageInk: number;
  }
  interface Done {
    note: string;
  }
  interface EffectTitle {
    id: string;
    title: string;
  }
  interface EffectView {
    id: string;
    title: string;
    question: string;
    choices: ChoiceView[];
    published: string;
    here: string;
    why: string;
    command: string;
    rules: string;
    picture: string;
    about: string;
    numbers: string;
    link: LabSettings | null;
  }
  interface FactorView {
    name: string;
    levels: string;
    help: string;
  }
  interface Factors {
    factors: FactorView[];
  }
  interface FindingView {
    claim: string;
    holds: boolean;
    text: string;
  }
  interface Frame {
    run: number;
    revision: number;
    version: number;
    state: "new" | "running" | "begun" | "done" | "diverged" | "blocked";
    message: string;
    epoch: number;
    batch: number;
    steps: number;
    stepsPerSecond: number;
    rowsPerSecond: number;
    learningRate: number;
    speed: number;
    sha256: string | null;
    replace: boolean;
    stride: number;
    curve: CurvePoint[];
    traceStride: number;
    trace: StepPoint[];
    picture: Picture | null;
    verdicts: Verdict[];
    runs: RunView[];
  }
  interface Guess {
    page: string;
    choice: number;
  }
  interface Histogram {
    from: number;
    to: number;
    counts: number[];
  }
  interface InputView {
    name: string;
    mean: number | null;
    deviation: number | null;
  }
  interface Invitation {
    link: string;
    address: string;
    code: string;
    side: number;
    modules: string;
  }
  interface Join {
    code: string;
    name: string;
  }
  interface Joined {
    key: string;
  }
  interface KeptRun {
    version: number;
    id: number;
    name: string;
    named: boolean;
    settings: LabSettings;
    state: "new" | "running" | "begun" | "done" | "diverged" | "blocked";
    names: string[];
    epochs: number;
    exact: boolean;
    sha256: string;
    curve: CurvePoint[];
    changes: Change[];
  }
  interface LabSettings {
    data: DataChoice;
    layers: LayerChoice[];
    loss: string;
    optimizer: string;
    optimizerArguments: Record<string, any>;
    learningRate: number;
    schedule: string;
    scheduleArguments: Record<string, any>;
    batch: number;
    epochs: number;
    seed: number;
    l1: number;
    l2: number;
  }
  interface LayerChoice {
    units: number;
    activation: string;
    bias: boolean;
    normalization: string;
    dropout: number;
    initializer: string;
  }
  interface LayerPicture {
    weights: number[][];
    biases: number[];
    neurons: string[];
    gradientNorm: number | null;
    updateRatio: number | null;
    dead: number;
    saturated: number;
    alike: boolean;
    activations: Histogram;
    kernel: Histogram;
    gradients: Histogram;
    normalization: BatchStatistics | null;
  }
  interface LayerSample {
    activations: Histogram;
    kernel: Histogram;
    gradients: Histogram;
    gradientNorm: number | null;
    updateRatio: number | null;
    dead: number;
    saturated: number;
  }
  interface LayerView {
    title: string;
    units: number;
    parameters: number;
    formula: string;
  }
  interface LessonTitle {
    id: string;
    title: string;
    topic: string;
  }
  interface LessonView {
    id: string;
    title: string;
    topic: string;
    ask: string;
    choices: ChoiceView[];
    facts: string[][];
    runs: number;
    command: string;
    why: string;
    link: LabSettings | null;
  }
  interface LevelProgress {
    name: string;
    done: number;
    diverged: number;
  }
  interface Limits {
    layers: number;
    units: number;
    parameters: number;
    samples: number;
    values: number;
    epochs: number;
    runs: number;
    uploads: number;
    uploadBytes: number;
    modelBytes: number;
    filmBytes: number;
  }
  interface Mistake {
    row: number;
    actual: string;
    said: string;
    sure: number;
    values: number[];
  }
  interface Mistakes {
    run: number;
    wrong: number;
    judged: number;
    rows: Mistake[];
  }
  interface Opened {
    page: string;
  }
  interface Picture {
    layers: LayerPicture[];
    surface: string;
    surfaceSide: number;
    confusion: number[][];
    pairs: number[][];
  }
  interface Poll {
    page: string;
    title: string;
    choices: ChoiceView[];
    counts: number[];
  }
  interface Previewed {
    seeds: number;
    before: number | null;
    after: number | null;
    better: number;
  }
  interface Problem {
    message: string;
  }
  interface Progress {
    id: number;
    version: number;
    state: "running" | "done" | "cancelled" | "failed";
    message: string;
    done: number;
    total: number;
    secondsLeft: number | null;
    levels: LevelProgress[];
    curves: string;
    answer: Answer | null;
  }
  interface Question {
    settings: LabSettings;
    vary: string[];
    seeds: number;
    tune: string;
    measure: string;
  }
  interface RaceCatalog {
    surfaces: SurfaceChoice[];
    racers: RacerView[];
    grid: number[];
    mostSteps: number;
  }
  interface RacePath {
    name: string;
    rate: number;
    edge: boolean;
    arrived: number | null;
    diverged: number | null;
    x: number[];
    y: number[];
    heights: number[];
    gradientX: number[];
    gradientY: number[];
    lookedX: number[];
    lookedY: number[];
    slots: number[][];
  }
  interface RaceResult {
    asked: RaceStart;
    lowest: number;
    minimumKnown: boolean;
    goal: number;
    paths: RacePath[];
  }
  interface RaceStart {
    surface: string;
    x: number;
    y: number;
    steps: number;
    mode: string;
    rate: number;
    rates: Record<string, number>;
  }
  interface RacerView {
    name: string;
    label: string;
    notation: string;
    about: string;
    arguments: Record<string, any>;
    slots: string[];
    rate: number;
  }
  interface Rates {
    sentence: string;
    rate: number | null;
    valley: number | null;
    drawing: string;
  }
  interface Rename {
    name: string;
  }
  interface Rewound {
    run: number;
    step: number;
    epoch: number;
    place: number;
    picture: Picture;
  }
  interface Row {
    values: number[];
    step: number;
    layer: number;
    unit: number;
  }
  interface RowLayer {
    incoming: number[];
    outputs: number[];
  }
  interface RowView {
    run: number;
    step: number;
    layers: RowLayer[];
    answer: string;
    sure: number | null;
    unit: UnitView | null;
  }
  interface RunCurves {
    id: number;
    name: string;
    settings: LabSettings;
    names: string[];
    curve: CurvePoint[];
    epochs: number;
    sha256: string;
    changes: Change[];
  }
  interface RunView {
    id: number;
    name: string;
    state: "new" | "running" | "begun" | "done" | "diverged" | "blocked";
    epoch: number;
    loss: number | null;
    watched: number | null;
    metric: string;
    sha256: string;
    current: boolean;
    model: boolean;
  }
  interface Sample {
    step: number;
    layers: LayerSample[];
  }
  interface SeatNews {
    name: string;
    gift: number;
    page: string;
    title: string;
    shown: boolean;
  }
  interface SeatView {
    id: number;
    name: string;
    here: boolean;
    page: string;
    title: string;
    state: string;
    run: string;
    epoch: number;
    steps: number;
    loss: number | null;
    watched: number | null;
    metric: string;
    predicted: number;
    right: number;
  }
  interface Space {
    title: string;
    units: number;
    axes: string[];
    share: number;
    grid: number[];
    points: number[];
  }
  interface Spaces {
    run: number;
    name: string;
    epoch: number;
    state: "new" | "running" | "begun" | "done" | "diverged" | "blocked";
    side: number;
    labels: string[];
    answers: number[];
    targets: number[];
    spaces: Space[];
  }
  interface StatisticsView {
    about: string;
    momentum: number;
    epsilon: number;
    batch: Record<string, number[]>;
    before: Record<string, number[]>;
    gradients: Record<string, number[]>;
    after: Record<string, number[]>;
  }
  interface StepLayer {
    title: string;
    activation: string;
    activationAbout: string;
    normalization: string;
    statistics: StatisticsView | null;
    inputs: number;
    units: number;
    incoming: number[][];
    weights: number[][];
    biases: number[];
    sums: number[][];
    normalized: number[][];
    outputs: number[][];
    passed: number[][];
    slopes: number[][];
    deltas: number[][];
    gradients: number[][];
    biasGradients: number[];
    start: number[][];
    after: number[][];
    biasesAfter: number[];
    slots: Record<string, number[][]>;
  }
  interface StepPoint {
    step: number;
    place: number;
    loss: number | null;
  }
  interface StepView {
    rows: number[];
    batch: number;
    names: string[];
    inputs: number[][];
    targets: number[][];
    labels: string[];
    losses: number[];
    loss: number;
    lossName: string;
    lossAbout: string;
    onLogits: boolean;
    l1: number;
    l2: number;
    rate: number;
    optimizer: string;
    optimizerAbout: string;
    arguments: Record<string, any>;
    step: number;
    layers: StepLayer[];
  }
  interface SurfaceChoice {
    name: string;
    label: string;
    formula: string;
    about: string;
  }
  interface SurfaceView {
    name: string;
    label: string;
    formula: string;
    about: string;
    range: number[];
    start: number[];
    minimum: number | null;
    minima: number[][];
    side: number;
    heights: number[];
  }
  interface Timeline {
    run: number;
    samples: Sample[];
  }
  interface UnitView {
    layer: number;
    unit: number;
    activation: string;
    activationAbout: string;
    incoming: number[];
    weights: number[];
    terms: number[];
    bias: number | null;
    sum: number;
    normalization: string;
    numbers: Record<string, number>;
    normalized: number | null;
    output: number;
    slope: number | null;
  }
  interface Uploaded {
    id: string;
    name: string;
    rows: number;
    columns: Column[];
    suggestion: string;
    preview: string[][];
  }
  interface Verdict {
    rule: string;
    tone: "bad" | "hint" | "good";
    title: string;
    evidence: string;
    threshold: string;
    proof: string;
    fix: string;
    changes: Record<string, any>;
  }
  interface WeightChange {
    layer: number;
    input: number;
    unit: number;
    value: number;
  }
}
