package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.MaintenanceWindow;
import io.patchfleet.simulator.internal.world.Target;
import io.patchfleet.simulator.internal.world.WindowContent;
import io.patchfleet.simulator.internal.world.WindowTarget;
import io.patchfleet.simulator.internal.world.WindowTask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How answers show maintenance windows, their targets and their tasks. */
final class WindowReport {

    private WindowReport() {}

    /** As lists show it. */
    static ObjectNode identity(MaintenanceWindow window, Instant now) {
        ObjectNode answer = common(window);
        putNextOpening(answer, window, now);
        return answer;
    }

    /** As an update answers. */
    static ObjectNode updated(MaintenanceWindow window) {
        return common(window).put("AllowUnassociatedTargets", window.content().allowUnassociatedTargets());
    }

    static ObjectNode whole(MaintenanceWindow window, Instant now) {
        ObjectNode answer = updated(window);
        putNextOpening(answer, window, now);
        Answer.putInstant(answer, "CreatedDate", window.created());
        Answer.putInstant(answer, "ModifiedDate", window.modified());
        return answer;
    }

    private static ObjectNode common(MaintenanceWindow window) {
        WindowContent content = window.content();
        ObjectNode answer = Answer.object();
        answer.put("WindowId", window.id());
        answer.put("Name", content.name());
        putText(answer, "Description", content.description());
        putText(answer, "StartDate", content.startDate());
        putText(answer, "EndDate", content.endDate());
        answer.put("Schedule", content.schedule());
        putText(answer, "ScheduleTimezone", content.timezone());
        if (content.offset() != null) {
            answer.put("ScheduleOffset", content.offset());
        }
        answer.put("Duration", content.duration());
        answer.put("Cutoff", content.cutoff());
        answer.put("Enabled", content.enabled());
        return answer;
    }

    private static void putNextOpening(ObjectNode answer, MaintenanceWindow window, Instant now) {
        window.nextOpening(now).ifPresent(opening -> answer.put("NextExecutionTime", time(window, opening)));
    }

    /** An opening of it. */
    static ObjectNode opening(MaintenanceWindow window, Instant opening) {
        ObjectNode answer = Answer.object();
        answer.put("WindowId", window.id());
        answer.put("Name", window.content().name());
        answer.put("ExecutionTime", time(window, opening));
        return answer;
    }

    /** In the window's zone, as the documents' examples show it: {@code 2019-02-03T02:00-08:00}. */
    private static String time(MaintenanceWindow window, Instant instant) {
        return instant.atZone(window.content().zone()).toOffsetDateTime().toString();
    }

    /** What a target is; the update's answer does not say its type. */
    static ObjectNode target(MaintenanceWindow window, WindowTarget target) {
        ObjectNode answer = Answer.object();
        answer.put("WindowId", window.id());
        answer.put("WindowTargetId", target.id());
        answer.set("Targets", targets(target.targets()));
        putText(answer, "OwnerInformation", target.ownerInformation());
        putText(answer, "Name", target.name());
        putText(answer, "Description", target.description());
        return answer;
    }

    /** All that a task was registered with, but its type. */
    static ObjectNode task(MaintenanceWindow window, WindowTask task) {
        ObjectNode answer = Answer.object();
        answer.put("WindowId", window.id());
        answer.put("WindowTaskId", task.id());
        answer.set("Targets", targets(task.targets()));
        answer.setAll(task.members().without("TaskType"));
        return answer;
    }

    static ArrayNode targets(List<Target> targets) {
        ArrayNode answer = Answer.array();
        targets.forEach(
                target -> answer.addObject().put("Key", target.key()).set("Values", Answer.texts(target.values())));
        return answer;
    }

    private static void putText(ObjectNode answer, String name, @Nullable String text) {
        if (text != null) {
            answer.put(name, text);
        }
    }
}
