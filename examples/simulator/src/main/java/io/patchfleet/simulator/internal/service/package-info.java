/** What each AWS service answers, read from AWS's documents; knows neither HTTP nor any SDK. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.service;
