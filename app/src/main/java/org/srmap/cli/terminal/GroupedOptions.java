package org.srmap.cli.terminal;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/** Lists the options of a command under the headings of their {@link OptionGroup}. */
final class GroupedOptions implements IHelpSectionRenderer {
    /** The heading of options that every command has. */
    static final String GENERAL = "General";

    private static final String OWN = "Options";

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        groups.put(OWN, new ArrayList<>());
        List<OptionSpec> general = new ArrayList<>();
        for (OptionSpec option : help.commandSpec().options()) {
            String heading = heading(option);
            boolean last = heading.equals(GENERAL);
            (last ? general : groups.computeIfAbsent(heading, h -> new ArrayList<>())).add(option);
        }
        groups.put(GENERAL, general);
        groups.values().removeIf(List::isEmpty);
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout(
                    help.commandSpec().options(), help.commandSpec().positionalParameters(), help.colorScheme());
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(String.format("%n%s:%n", heading)).append(layout);
        });
        return text.toString();
    }

    private static String heading(OptionSpec option) {
        if (!(option.userObject() instanceof Field field)) {
            return OWN;
        }
        OptionGroup own = field.getAnnotation(OptionGroup.class);
        OptionGroup ofAll = field.getDeclaringClass().getAnnotation(OptionGroup.class);
        boolean standard = option.usageHelp() || option.versionHelp();
        return own != null ? own.value() : ofAll != null ? ofAll.value() : standard ? GENERAL : OWN;
    }
}
