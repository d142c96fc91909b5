using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace WebhookReceiver.Tests;

/// <summary>
/// Finds the uses between types in a compiled assembly: base types, interfaces, fields, signatures, attributes, local
/// variables and everything in method bodies. Values that the compiler copies, such as constants, are invisible.
/// </summary>
internal sealed class CompiledTypes : ISignatureTypeProvider<ImmutableArray<string>, object?>, IDisposable
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    private CompiledTypes(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
    }

    /// <summary>Every use once: the outermost using type, and the used type, by full name.</summary>
    public static IReadOnlyList<(string User, string Used)> UsesIn(string path)
    {
        using var types = new CompiledTypes(path);
        return [.. types.Uses().Distinct()];
    }

    public void Dispose() => _file.Dispose();

    private IEnumerable<(string User, string Used)> Uses() =>
        from handle in _metadata.TypeDefinitions
        let user = NameOf(handle)
        from used in UsedBy(_metadata.GetTypeDefinition(handle))
        where used != user
        select (user, used);

    private IEnumerable<string> UsedBy(TypeDefinition type) =>
        [
            .. NamesOf(type.BaseType),
            .. type.GetInterfaceImplementations()
                .SelectMany(one => NamesOf(_metadata.GetInterfaceImplementation(one).Interface)),
            .. Attributes(type.GetCustomAttributes()),
            .. type.GetFields()
                .Select(_metadata.GetFieldDefinition)
                .SelectMany(field => field.DecodeSignature(this, null).Concat(Attributes(field.GetCustomAttributes()))),
            .. type.GetMethods().Select(_metadata.GetMethodDefinition).SelectMany(UsedBy),
        ];

    private IEnumerable<string> UsedBy(MethodDefinition method) =>
        [
            .. All(method.DecodeSignature(this, null)),
            .. Attributes(method.GetCustomAttributes()),
            .. method.RelativeVirtualAddress == 0 ? [] : UsedBy(_file.GetMethodBody(method.RelativeVirtualAddress)),
        ];

    private List<string> UsedBy(MethodBodyBlock body)
    {
        var used = new List<string>();
        if (!body.LocalSignature.IsNil)
        {
            used.AddRange(
                _metadata
                    .GetStandaloneSignature(body.LocalSignature)
                    .DecodeLocalSignature(this, null)
                    .SelectMany(local => local)
            );
        }

        used.AddRange(body.ExceptionRegions.SelectMany(region => NamesOf(region.CatchType)));
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            var operation = OpCodesByValue[value == 0xFE ? 0xFE00 | code.ReadByte() : value];
            switch (operation.OperandType)
            {
                case OperandType.InlineField
                or OperandType.InlineMethod
                or OperandType.InlineTok
                or OperandType.InlineType:
                    used.AddRange(NamesOf(MetadataTokens.EntityHandle(code.ReadInt32())));
                    break;
                case OperandType.InlineSwitch:
                    var count = code.ReadInt32();
                    code.Offset += sizeof(int) * count;
                    break;
                default:
                    code.Offset += SizeOf(operation.OperandType);
                    break;
            }
        }

        return used;
    }

    private static int SizeOf(OperandType operand) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => sizeof(byte),
            OperandType.InlineVar => sizeof(short),
            OperandType.InlineI8 or OperandType.InlineR => sizeof(long),
            _ => sizeof(int),
        };

    private ImmutableArray<string> NamesOf(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return [];
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                return [NameOf((TypeDefinitionHandle)handle)];
            case HandleKind.TypeReference:
                return [NameOf((TypeReferenceHandle)handle)];
            case HandleKind.TypeSpecification:
                return _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
            case HandleKind.FieldDefinition:
                var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return [NameOf(field.GetDeclaringType()), .. field.DecodeSignature(this, null)];
            case HandleKind.MethodDefinition:
                var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return [NameOf(method.GetDeclaringType()), .. All(method.DecodeSignature(this, null))];
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                return
                [
                    .. NamesOf(member.Parent),
                    .. member.GetKind() == MemberReferenceKind.Field
                        ? member.DecodeFieldSignature(this, null)
                        : All(member.DecodeMethodSignature(this, null)),
                ];
            case HandleKind.MethodSpecification:
                var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                return
                [
                    .. NamesOf(specification.Method),
                    .. specification.DecodeSignature(this, null).SelectMany(argument => argument),
                ];
            default:
                return [];
        }
    }

    private IEnumerable<string> Attributes(CustomAttributeHandleCollection attributes) =>
        attributes.SelectMany(attribute => NamesOf(_metadata.GetCustomAttribute(attribute).Constructor));

    private static IEnumerable<string> All(MethodSignature<ImmutableArray<string>> signature) =>
        signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(parameter => parameter));

    /// <summary>Of a nested type the outermost.</summary>
    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.IsNested
            ? NameOf(type.GetDeclaringType())
            : $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope)
            : $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }

    public ImmutableArray<string> GetTypeFromDefinition(
        MetadataReader reader,
        TypeDefinitionHandle handle,
        byte kind
    ) => [NameOf(handle)];

    public ImmutableArray<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte kind) =>
        [NameOf(handle)];

    public ImmutableArray<string> GetTypeFromSpecification(
        MetadataReader reader,
        object? context,
        TypeSpecificationHandle handle,
        byte kind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public ImmutableArray<string> GetGenericInstantiation(
        ImmutableArray<string> generic,
        ImmutableArray<ImmutableArray<string>> arguments
    ) => [.. generic, .. arguments.SelectMany(argument => argument)];

    public ImmutableArray<string> GetFunctionPointerType(MethodSignature<ImmutableArray<string>> signature) =>
        [.. All(signature)];

    public ImmutableArray<string> GetModifiedType(
        ImmutableArray<string> modifier,
        ImmutableArray<string> unmodified,
        bool isRequired
    ) => unmodified;

    public ImmutableArray<string> GetPrimitiveType(PrimitiveTypeCode code) => [];

    public ImmutableArray<string> GetGenericMethodParameter(object? context, int index) => [];

    public ImmutableArray<string> GetGenericTypeParameter(object? context, int index) => [];

    public ImmutableArray<string> GetArrayType(ImmutableArray<string> element, ArrayShape shape) => element;

    public ImmutableArray<string> GetByReferenceType(ImmutableArray<string> element) => element;

    public ImmutableArray<string> GetPinnedType(ImmutableArray<string> element) => element;

    public ImmutableArray<string> GetPointerType(ImmutableArray<string> element) => element;

    public ImmutableArray<string> GetSZArrayType(ImmutableArray<string> element) => element;
}
