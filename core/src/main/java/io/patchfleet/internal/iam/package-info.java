/** Not API: may change in any release. What each verb may do at AWS, and the roles that a fleet needs. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.iam;
