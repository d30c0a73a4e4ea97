package org.snorky.demos.todo;

/** On the database that the demo brings along. */
class LiveListOnH2IT extends LiveListScenarios {}
